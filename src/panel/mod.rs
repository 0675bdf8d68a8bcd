//! The panel: the list of claims beside the page.
