//! The command line: `sayswho check`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
