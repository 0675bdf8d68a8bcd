//! The command line from outside: every format, every ending, every kind of bad input. `docs/report.md` fixes it to the letter.

#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests")]

use assert_cmd::Command;
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// One numeric claim that nobody stands behind.
const SALES: &str = "Sales rose 60% last year.";

fn check() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayswho"));
    command.arg("check").timeout(Duration::from_secs(600)).env_remove("CLICOLOR_FORCE");
    command
}

/// A folder with one file in it.
fn file(name: &str, bytes: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().get_output().stdout.clone()).unwrap()
}

/// What `check` prints for a text on the standard input; it must be read and reported.
fn told(format: &str, text: impl Into<Vec<u8>>) -> String {
    stdout(check().args(["--format", format, "-"]).write_stdin(text).assert_ok())
}

fn json(format: &str, text: impl Into<Vec<u8>>) -> Value {
    serde_json::from_str(&told(format, text)).unwrap()
}

fn html(format: &str, page: impl Into<Vec<u8>>) -> String {
    stdout(check().args(["--from", "html", "--format", format]).write_stdin(page).assert_ok())
}

trait Ends {
    fn assert_ok(&mut self) -> &mut Self;
    fn ends(&mut self, status: i32) -> (String, String);
}

impl Ends for Command {
    fn assert_ok(&mut self) -> &mut Self {
        self.assert().code(0).stderr("");
        self
    }

    fn ends(&mut self, status: i32) -> (String, String) {
        let assert = self.assert().code(status);
        let output = assert.get_output();
        (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

fn rows(csv: &str) -> Vec<std::collections::HashMap<String, String>> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().map(Result::unwrap).collect()
}

// Formats

#[test]
fn text_is_a_table() {
    let out = told("text", SALES);
    assert!(
        out.starts_with("standard input\n1 claim: 1 no source stated\n\nNo source stated   Sales rose 60% last year.\n"),
        "{out}"
    );
    assert!(!out.contains('\u{1b}'), "no colour in a pipe");
    assert_eq!(stdout(check().write_stdin(SALES)), out, "text from the standard input is what is done unasked");
}

#[test]
fn text_has_colour_where_it_is_asked_for() {
    let out = stdout(check().env("CLICOLOR_FORCE", "1").write_stdin(SALES));
    assert!(out.contains("\u{1b}[1;33mNo source stated\u{1b}[0m"), "{out:?}");
}

#[test]
fn json_is_one_report() {
    let report = json("json", SALES);
    assert_eq!(report["counts"], serde_json::json!({"cited": 0, "named": 0, "vague": 0, "none": 1}));
    let claim = &report["claims"][0];
    assert_eq!(claim["sentence"], serde_json::json!({"start": 0, "end": 25, "text": SALES}));
    assert_eq!(claim["kinds"], serde_json::json!(["numeric"]));
    assert_eq!((claim["weight"].as_str(), claim["status"].as_str()), (Some("key"), Some("none")));
    assert_eq!(claim["quantities"], serde_json::json!(["q1"]));
    assert_eq!(report["quantities"][0]["value"], 60.0);
    assert_eq!((report.get("id"), report.get("text"), &report["url"]), (None, None, &Value::Null));
    assert!(claim.get("segments").is_none());
}

#[test]
fn json_of_several_inputs_is_a_list() {
    let (_folder, path) = file("a.txt", SALES);
    let (out, _) = check().args(["--format", "json"]).args([&path, &path]).ends(0);
    assert_eq!(serde_json::from_str::<Vec<Value>>(&out).unwrap().len(), 2);
    let (out, _) = check().args(["--format", "json", "--from", "jsonl"]).write_stdin(r#"{"id": "a", "text": ""}"#).ends(0);
    assert_eq!(serde_json::from_str::<Vec<Value>>(&out).unwrap()[0]["id"], "a");
    let (out, _) = check().args(["--format", "json", "--from", "jsonl"]).write_stdin("").ends(0);
    assert!(serde_json::from_str::<Vec<Value>>(&out).unwrap().is_empty());
}

#[test]
fn jsonl_is_a_line_a_report() {
    let (_folder, path) = file("a.txt", SALES);
    let (out, _) = check().args(["--format", "jsonl", "--text"]).args([&path, &path]).ends(0);
    let reports: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((reports.len(), &reports[1]["text"]), (2, &SALES.into()));
}

#[test]
fn offsets_count_characters_of_the_input() {
    let text = "Größe 😀.\r\n\r\nSales rose 60% last year.";
    let report = json("json", text);
    assert_eq!(report["claims"][0]["sentence"]["start"], text.chars().count() - SALES.len());
}

#[test]
fn markdown_links_to_the_sentences() {
    let page = format!("<title>A *page*</title><link rel=canonical href=https://example.org/a><p>{SALES}");
    let out = html("markdown", page);
    assert!(out.starts_with("# A \\*page\\*\n\n<https://example.org/a>\n\n"), "{out}");
    assert!(out.contains(
        "- **No source stated**: [Sales rose 60% last year.](https://example.org/a#:~:text=Sales%20rose%2060%25%20last%20year%2E)"
    ));
    assert!(out.contains("does not mean that a claim is untrue"));
}

#[test]
fn csv_is_a_row_a_claim() {
    let rows = rows(&told("csv", SALES));
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0]["document"].as_str(), rows[0]["status"].as_str()), ("standard input", "none"));
    assert_eq!(rows[0]["sentence"], SALES);
}

#[test]
fn html_is_one_page_to_print() {
    let (_folder, path) =
        file("a.html", format!("<html lang=en><link rel=canonical href=https://example.org/b><title>A & B</title><p>{SALES}"));
    let (out, _) = check().args(["--format", "html"]).args([&path, &path]).ends(0);
    assert!(out.starts_with("<!doctype html>") && out.ends_with("</html>\n"), "{out}");
    assert_eq!((out.matches("<html").count(), out.matches("<section").count()), (1, 2));
    assert_eq!(out.matches("href=\"https://example.org/b#:~:text=Sales%20rose%2060%25%20last%20year%2E\"").count(), 2);
    assert!(out.contains("A &amp; B</h1>") && out.contains("<h2>No source stated</h2>"), "{out}");
}

#[test]
fn annotations_follow_the_model() {
    let text = format!("The 😀 opened.\n\nIt is so. {SALES} Nobody knows why.");
    let page = json("annotations", text.as_str());
    assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!((&page["type"], &page["partOf"]["type"]), (&"AnnotationPage".into(), &"AnnotationCollection".into()));
    let items = page["items"].as_array().unwrap();
    assert_eq!(page["partOf"]["total"], items.len());
    let mut ids = std::collections::HashSet::new();
    for item in items {
        assert_eq!(item["type"], "Annotation");
        assert!(item["id"].as_str().unwrap().starts_with("urn:uuid:") && ids.insert(item["id"].clone()));
        assert!(!item["target"][0]["source"].as_str().unwrap().contains(' '));
        let [quote, position] = item["target"][0]["selector"].as_array().unwrap().as_slice() else { panic!("two selectors") };
        assert_eq!((&quote["type"], &position["type"]), (&"TextQuoteSelector".into(), &"TextPositionSelector".into()));
        let [start, end] = ["start", "end"].map(|key| position[key].as_u64().unwrap() as usize);
        let exact: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(quote["exact"], exact);
        let around = format!("{}{exact}{}", quote["prefix"].as_str().unwrap(), quote["suffix"].as_str().unwrap());
        assert!(text.contains(&around), "{around}");
    }
    let claim = items.iter().find(|item| item["target"][0]["selector"][0]["exact"] == SALES).unwrap();
    assert_eq!(claim["target"][0]["selector"][0]["suffix"], " Nobody knows why.");
    let tags: Vec<&str> = claim["body"].as_array().unwrap().iter().filter_map(|body| body["value"].as_str()).collect();
    assert!(tags.contains(&"No source stated") && tags.contains(&"numeric"));
}

#[test]
fn annotations_are_of_the_page() {
    let page: Value =
        serde_json::from_str(&html("annotations", format!("<meta property=og:url content=https://example.org/b><p>{SALES}")))
            .unwrap();
    assert_eq!(page["items"][0]["target"][0]["source"], "https://example.org/b");
}

// Endings

#[test]
fn fail_on_names_what_fails() {
    for fail_on in ["none", "vague"] {
        check().args(["--fail-on", fail_on]).write_stdin(SALES).assert().code(1).stderr("");
        check().args(["--fail-on", fail_on]).write_stdin("It was a quiet year.").assert().code(0);
    }
    check().args(["--fail-on", "none", "--from", "jsonl"]).write_stdin("{}").assert().code(2);
}

#[test]
fn what_is_not_understood_is_said() {
    for arguments in [["--format", "pdf"], ["--from", "pdf"], ["--fail-on", "named"], ["--nothing", "-"]] {
        let (out, error) = check().args(arguments).ends(2);
        assert!(out.is_empty() && error.contains("error:"), "{error}");
    }
}

#[test]
fn what_cannot_be_read_is_one_line_and_the_rest_goes_on() {
    let (folder, path) = file("a.txt", SALES);
    let missing = folder.path().join("missing.html");
    let missing_batch = folder.path().join("missing.jsonl");
    let pdf = folder.path().join("b.txt");
    std::fs::write(&pdf, "%PDF-1.7").unwrap();
    let (out, error) = check()
        .args(["--format", "jsonl"])
        .args([&missing, &path, &missing_batch, &folder.path().to_path_buf(), &pdf, &path])
        .ends(2);
    assert_eq!(out.lines().count(), 2);
    let lines: Vec<&str> = error.lines().collect();
    assert_eq!(
        lines,
        [
            format!("sayswho: {}: no such file", missing.display()),
            format!("sayswho: {}: no such file", missing_batch.display()),
            format!("sayswho: {}: is a directory", folder.path().display()),
            format!("sayswho: {}: is a PDF, not a page or a text", pdf.display()),
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_name_cannot_break_the_line() {
    let (_, error) = check().arg("a\nb\u{1b}[2J").ends(2);
    assert_eq!(error, "sayswho: a b[2J: no such file\n");
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_system_refuses_is_one_line() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    symlink(path("loop.txt"), path("loop.txt")).unwrap();
    let _listener = UnixListener::bind(path("socket")).unwrap();
    std::fs::write(path("file"), SALES).unwrap();
    let mut refused = vec![
        (path("loop.txt"), "too many levels of symbolic links"),
        (path("socket"), "no such device or address"),
        (path("file/inside"), "not a directory"),
        (path(&"x".repeat(300)), "file name too long"),
        // It can be opened, and then not be read.
        (PathBuf::from("/proc/self/mem"), "input/output error"),
    ];
    std::fs::set_permissions(path("file"), std::fs::Permissions::from_mode(0o000)).unwrap();
    // Nothing is kept from root.
    if std::fs::File::open(path("file")).is_err() {
        refused.push((path("file"), "reading it is not permitted"));
    }
    for (file, why) in &refused {
        for kind in ["text", "html", "jsonl"] {
            let (out, error) = check().args(["--format", "jsonl", "--from", kind]).arg(file).ends(2);
            assert_eq!((out.as_str(), error), ("", format!("sayswho: {}: {why}\n", file.display())));
        }
    }
}

/// Runs a line of the shell, where `$0` is the program.
#[cfg(unix)]
fn shell(line: &str) -> (Option<i32>, String, String) {
    let mut shell = std::process::Command::new("sh");
    let output = shell.args(["-c", line, env!("CARGO_BIN_EXE_sayswho")]).current_dir(std::env::temp_dir()).output().unwrap();
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), words(&output.stdout), words(&output.stderr))
}

#[cfg(unix)]
#[test]
fn streams_may_be_closed_or_something_else() {
    let directory = "sayswho: standard input: is a directory\n".to_owned();
    assert_eq!(shell("$0 check - < ."), (Some(2), String::new(), directory.clone()));
    assert_eq!(shell("$0 check --from jsonl < ."), (Some(2), String::new(), directory));
    let (status, out, error) = shell("$0 check - <&-");
    assert!((status, error.as_str()) == (Some(0), "") && out.contains("There is no text to read here."), "{out}{error}");
    let sales = format!("echo '{SALES}' | $0 check");
    assert_eq!(shell(&format!("{sales} >&-")), (Some(0), String::new(), String::new()), "there is nobody to tell");
    assert_eq!(shell(&format!("{sales} --fail-on none >&-")).0, Some(1), "but the status is what it is");
    assert_eq!(shell("$0 check missing.txt 2>&-"), (Some(2), String::new(), String::new()));
    // Whoever reads a table stops after its first line.
    let (_, out, error) = shell(&format!("yes '{SALES}' | head -n 3000 | $0 check --format csv | head -n 1"));
    assert!(out.starts_with("\"document\",") && error.is_empty(), "{out}{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_sayswho"))
        .arg("check")
        .stdin(Stdio::piped())
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(SALES.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "sayswho: the output cannot be written: there is no space left\n");
}

// Batches

#[test]
fn a_broken_record_is_answered_in_its_place() {
    let batch = [
        r#"{"id": "a", "text": "Sales rose 60% last year."}"#,
        r#"{"id": "b", "text": "cut o"#,
        "",
        "nothing",
        r#"{"id": "c"}"#,
        r#"{"id": "d", "html": "<p>Sales rose 60% last year.", "url": "https://example.org/"}"#,
    ]
    .join("\n");
    let (out, error) = check().args(["--from", "jsonl", "--format", "jsonl", "-"]).write_stdin(batch.clone()).ends(2);
    let reports: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(reports.iter().map(|r| r["id"].as_str()).collect::<Vec<_>>(), [Some("a"), Some("b"), None, Some("c"), Some("d")]);
    assert_eq!(reports.iter().map(|r| r.get("error").is_some()).collect::<Vec<_>>(), [false, true, true, true, false]);
    assert_eq!(reports[4]["url"], "https://example.org/");
    assert_eq!(error, "sayswho: 3 records could not be read: see \"error\" in the output\n");

    let (out, error) = check().args(["--from", "jsonl", "--format", "csv"]).write_stdin(batch).ends(2);
    assert_eq!(rows(&out).iter().map(|r| r["document"].clone()).collect::<Vec<_>>(), ["a", "d"]);
    let lines: Vec<&str> = error.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[2], "sayswho: standard input:5: the record has neither \"text\" nor \"html\"");
}

#[test]
fn the_order_is_kept() {
    let batch: String = (0..3000).map(|n| format!("{{\"id\": \"{n}\", \"text\": \"{}\"}}\n", SALES.repeat(n % 40))).collect();
    let (_folder, path) = file("a.jsonl", batch);
    let (out, _) = check().args(["--format", "jsonl"]).arg(&path).ends(0);
    let ids: Vec<usize> =
        out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().parse().unwrap()).collect();
    assert_eq!(ids, (0..3000).collect::<Vec<_>>());
}

/// A batch that is read and answered line by line, with its two open ends.
fn stream() -> (Child, ChildStdin, BufReader<ChildStdout>) {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_sayswho"))
        .args(["check", "--from", "jsonl", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let input = child.stdin.take().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    (child, input, output)
}

#[test]
fn a_stream_is_answered_while_it_is_open_and_ends_quietly_when_nobody_reads() {
    let (child, mut input, mut output) = stream();
    for id in ["a", "b"] {
        writeln!(input, "{{\"id\": \"{id}\", \"text\": \"{SALES}\"}}").unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!("{{\"id\":\"{id}\"")), "{line}");
    }
    drop(output);
    // It ends, although its input stays open: then writing to it fails too.
    while writeln!(input, "{{\"id\": \"c\", \"text\": \"{SALES}\"}}").is_ok() {}
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[cfg(unix)]
#[test]
fn control_c_ends_it_at_once_and_says_nothing() {
    use std::os::unix::process::ExitStatusExt;
    // Both stay open: nothing else ends it.
    let (child, mut input, mut output) = stream();
    writeln!(input, "{{\"id\": \"a\", \"text\": \"{SALES}\"}}").unwrap();
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    assert!(line.ends_with("}\n"), "{line}");
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    line.clear();
    output.read_line(&mut line).unwrap();
    assert_eq!(line, "", "no half of an answer");
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.signal(), output.stderr.as_slice()), (Some(2), &b""[..]));
    drop(input);
}

#[test]
fn half_a_surrogate_pair_counts_as_one() {
    let (out, _) = check()
        .args(["--from", "jsonl", "--format", "jsonl"])
        .write_stdin(r#"{"id": "a", "text": "\ud83d. Sales rose 60% last year."}"#)
        .ends(0);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["quantities"][0]["start"], 14);
}

#[test]
fn what_is_no_batch_is_one_line() {
    let utf16: Vec<u8> = "\u{feff}{}\n{}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, what) in [(utf16, "UTF-16"), (b"\x1f\x8b\x08\0\n\n".to_vec(), "a compressed file")] {
        let (out, error) = check().args(["--from", "jsonl", "--format", "jsonl"]).write_stdin(bytes).ends(2);
        assert_eq!((out.as_str(), error), ("", format!("sayswho: standard input: is {what}, not JSON records in UTF-8\n")));
    }
}

// Encodings

#[test]
fn encodings_are_told_apart() {
    let words = "“Größe” matters. Sales rose 60% last year.";
    let utf16 = |be: bool| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(words.encode_utf16());
        units.flat_map(|unit| if be { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let western = b"\x93Gr\xf6\xdfe\x94 matters. Sales rose 60% last year.".to_vec();
    let marked = format!("\u{feff}{words}").into_bytes();
    for bytes in [words.as_bytes().to_vec(), marked, utf16(true), utf16(false), western] {
        let report: Value =
            serde_json::from_str(&stdout(check().args(["--format", "json", "--text"]).write_stdin(bytes).assert_ok())).unwrap();
        assert_eq!(report["text"], words);
        assert_eq!(report["quantities"][0]["start"], 28);
    }
    let page = b"<meta charset=windows-1251><title>\xcc\xe8\xf0</title><p>Sales rose 60% last year.";
    assert_eq!(serde_json::from_str::<Value>(&html("json", page)).unwrap()["title"], "Мир");
}

#[test]
fn broken_utf8_is_read_as_far_as_it_goes() {
    let report = json("json", b"Gr\xc3\xb6\xc3\x9fe \xff matters. Sales rose 60% last year.".as_slice());
    assert_eq!(report["quantities"][0]["start"], 28);
    let (out, _) =
        check().args(["--from", "jsonl", "--format", "jsonl"]).write_stdin(&b"{\"id\": \"a\", \"text\": \"\xff\"}"[..]).ends(2);
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&answer["id"], answer["error"].is_string()), (&"a".into(), true));
}

// Bad input

#[test]
fn nothing_is_an_empty_report() {
    for empty in ["", " \n\t\r\n", "\u{feff}", "\0\0"] {
        assert_eq!(json("json", empty)["claims"], serde_json::json!([]));
        assert_eq!(json("annotations", empty)["items"], serde_json::json!([]));
        assert_eq!(rows(&told("csv", empty)).len(), 0);
        assert!(told("text", empty).contains("No claims found"));
        assert!(told("markdown", empty).contains("No claims found"));
        assert_eq!(told("jsonl", empty).lines().count(), 1);
    }
    assert!(html("text", "<img src=a.png>").contains("There is no text to read here."));
}

#[test]
fn null_characters_are_read_over() {
    let report = json("json", "A\0B\0. Sales rose 60% last year.\0");
    assert_eq!(report["quantities"][0]["text"], "60%");
    assert!(!told("text", "A\0 rose 60%.").contains('\0'));
    assert!(!told("csv", "A\0 rose 60%.").contains('\0'));
}

#[test]
fn another_language_is_said() {
    let words = "Der Umsatz stieg im vergangenen Jahr um 60 %, sagte die Sprecherin der Firma am Dienstag in Bremen. ".repeat(8);
    for format in ["text", "markdown", "html"] {
        let out = html(format, format!("<html lang=de><p>{words}"));
        assert!(out.contains("This text is not in English (de)"), "{out}");
    }
    assert_eq!(serde_json::from_str::<Value>(&html("json", format!("<html lang=de><p>{words}"))).unwrap()["language"], "de");
}

#[test]
fn deep_nesting_ends() {
    let page = "<div><b>".repeat(2_000) + SALES;
    assert_eq!(serde_json::from_str::<Value>(&html("json", page)).unwrap()["counts"]["none"], 1);
}

#[test]
fn megabytes_on_one_line_end() {
    let folder = tempfile::tempdir().unwrap();
    // The hard ones are shorter: a debug build takes its time, and what grows faster than the text shows here too.
    let texts = [(SALES, 21), ("x", 21), ("\"(", 18), ("60% ", 18), ("1,", 18), ("said ", 18), ("<", 18), ("“", 18), (". ", 18)];
    let files = texts.iter().enumerate().map(|(n, (unit, size))| {
        let path = folder.path().join(format!("{n}.{}", if n % 2 == 0 { "txt" } else { "html" }));
        std::fs::write(&path, format!("{unit} ").repeat((1 << size) / unit.len())).unwrap();
        path
    });
    let out = stdout(check().args(["--format", "csv"]).args(files).assert_ok());
    assert!(out.lines().count() > (2 << 20) / SALES.len());
}

// Words of a page do nothing

#[test]
fn no_cell_is_a_formula() {
    let formulas = [
        "=HYPERLINK(\"http://example.org\",\"60%\") rose 60%.",
        "@SUM(A1) rose 60%.",
        "+1 rose 60%.",
        "-1 rose 60%.",
        "\t=1 rose 60%.",
        "＝1 rose 60%.",
    ];
    for formula in formulas {
        let page = format!("<title>{formula}</title><p>{}", formula.replace('<', "&lt;"));
        for row in rows(&html("csv", page)).into_iter().chain(rows(&told("csv", formula))) {
            for cell in row.values() {
                assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝']), "{cell}");
            }
        }
    }
    let id = r#"{"id": "=cmd|' /C calc'!A0", "text": "Sales rose 60%, \"so\"\r\nit was."}"#;
    let (out, _) = check().args(["--from", "jsonl", "--format", "csv"]).write_stdin(id).ends(0);
    assert_eq!(rows(&out)[0]["document"], "'=cmd|' /C calc'!A0");
}

#[test]
fn no_escape_sequence_reaches_the_terminal() {
    let text = "\u{1b}]0;title\u{7}Sales \u{1b}[2J rose\u{202e} 60% \u{9b}31m last year.";
    for format in ["text", "markdown", "csv", "html"] {
        let out = told(format, text);
        assert!(!out.chars().any(|c| (c.is_control() && c != '\n' && c != '\r') || c == '\u{202e}'), "{out:?}");
    }
    for lang in ["\u{1b}[2J", "\u{202e}\"en", "de\u{9b}31m", &"x".repeat(10_000)] {
        let page = format!("<html lang='{lang}'><p>{}", "Der Umsatz stieg um 60 Prozent. ".repeat(20));
        for format in ["text", "markdown", "csv", "html"] {
            let out = html(format, page.as_str());
            assert!(!out.contains(lang) && !out.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{out:?}");
        }
    }
}

#[test]
fn markup_stays_words() {
    let page = "<title>&lt;script>x&lt;/script></title><link rel=canonical href='https://example.org/a)b'>
        <p>&lt;img src=x onerror=alert(1)> ![a](javascript:alert(1)) rose 60% as <a href='javascript:alert(1)'>the *study*</a>
        and <a href='data:text/html,60%'>another study</a> say.";
    let out = html("markdown", page);
    assert!(out.starts_with("# \\<script\\>"), "{out}");
    let acting = out.replace("\\]", "").replace("\\<", "");
    assert!(!acting.contains("<img") && !acting.contains("](javascript:") && !acting.contains("](data:"), "{out}");
    assert!(out.contains("https://example.org/a%29b"));
    assert!(!html("annotations", page).contains("\"javascript:"));
    let printed = html("html", page);
    assert!(!printed.contains("<script") && !printed.contains("<img") && !printed.contains("\"javascript:"), "{printed}");
}
