//! What can be said on the command line.

use super::input::Kind;
use clap::{Parser, Subcommand, ValueEnum};
use sayswho::report::html;
use sayswho::source::Status;
use std::path::PathBuf;

/// Finds numeric and attribution claims and tells which of them lack a stated source.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reports the claims of pages and texts, each with what is stated about where it comes from.
    ///
    /// "No source stated" means that the text states no source there. It does not mean that a claim is untrue.
    ///
    /// The exit status is 0 where everything was read and reported, 1 where --fail-on found a claim, and 2 where an input could not
    /// be read.
    Check(Check),
}

#[derive(Debug, clap::Args)]
pub struct Check {
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// What the inputs are, whatever their names say.
    #[arg(long, value_enum)]
    pub from: Option<Kind>,
    /// Put the main text into json and jsonl reports.
    #[arg(long)]
    pub text: bool,
    /// Show minor figures too: small counts and measurements. (json, jsonl and annotations always hold them.)
    #[arg(long)]
    pub all: bool,
    /// End with status 1 if a claim is no better sourced than this. Minor figures count with --all.
    #[arg(long, value_enum)]
    pub fail_on: Option<FailOn>,
    /// Files to read, "-" for the standard input: .html and .htm are pages, .jsonl is a batch of {"id", "text"} or {"id", "html",
    /// "url"} records, anything else is plain text.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table to read.
    Text,
    /// One report, or a list of reports for several inputs.
    Json,
    /// A report a line.
    Jsonl,
    /// A list with links to the sentences.
    Markdown,
    /// A row a claim, for a spreadsheet.
    Csv,
    /// W3C Web Annotation (JSON-LD).
    Annotations,
    /// A page to print.
    Html,
}

impl Format {
    /// What stands between two documents.
    pub fn between(self) -> &'static str {
        match self {
            Self::Text | Self::Markdown => "\n",
            Self::Json | Self::Annotations => ",\n",
            Self::Jsonl | Self::Csv | Self::Html => "",
        }
    }

    /// What stands before all documents. `many`: there may be any number of them.
    pub fn opening(self, many: bool) -> &'static str {
        match self {
            Self::Html => html::OPENING,
            _ if many && self.is_list() => "[\n",
            _ => "",
        }
    }

    /// What stands after all documents.
    pub fn closing(self, many: bool) -> &'static str {
        match self {
            Self::Html => html::CLOSING,
            _ if many && self.is_list() => "\n]\n",
            _ if self.is_list() => "\n",
            _ => "",
        }
    }

    fn is_list(self) -> bool {
        matches!(self, Self::Json | Self::Annotations)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A claim that lacks a stated source: "source not named" or "no source stated".
    Vague,
    /// A claim with "no source stated".
    None,
}

impl FailOn {
    /// Whether a claim with this status makes the run fail.
    pub fn covers(self, status: Status) -> bool {
        status <= if self == Self::Vague { Status::Vague } else { Status::None }
    }
}
