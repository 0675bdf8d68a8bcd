//! The texts of the interface: all of them stand in `extension/_locales`, complete in every language, and none in code or markup.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

use regex::Regex;
use sayswho::source::Status;
use scraper::{Html, Node};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The plural categories of a language (CLDR, cardinals): a text that counts has a form for each.
const PLURALS: [(&str, &[&str]); 2] = [("de", &["one", "other"]), ("en", &["one", "other"])];

/// Said alike in several languages.
const ALIKE: [&str; 5] = ["name", "badge_unreadable", "catalogue_direction", "evidence_link", "export_menu"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    message: String,
    #[serde(default, rename = "description")]
    _description: String,
    #[serde(default)]
    placeholders: BTreeMap<String, Placeholder>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Placeholder {
    content: String,
}

type Catalogue = BTreeMap<String, Message>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// With the classes of ASCII: the crate is built without Unicode's tables.
fn regex(pattern: &str) -> Regex {
    let classes =
        [(r"\w", "[0-9A-Za-z_]"), (r"\d", "[0-9]"), (r"\s", r"[ \t\r\n]"), (r"\S", r"[^ \t\r\n;]"), (r"\b", r"(?-u:\b)")];
    Regex::new(&classes.iter().fold(pattern.to_owned(), |pattern, (short, long)| pattern.replace(short, long))).unwrap()
}

fn catalogues() -> BTreeMap<String, Catalogue> {
    let folders = fs::read_dir(root().join("extension/_locales")).unwrap();
    let catalogue = |folder: PathBuf| {
        let tag = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let messages = serde_json::from_str(&read(&folder.join("messages.json"))).unwrap_or_else(|e| panic!("{tag}: {e}"));
        (tag, messages)
    };
    folders.map(|folder| catalogue(folder.unwrap().path())).collect()
}

/// The files below `folder` whose names end in one of `endings`.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| path.to_str().unwrap().ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Everything that says something, but the sample articles.
fn sources() -> Vec<(PathBuf, String)> {
    let at = |name: &str| root().join("extension").join(name);
    let mut paths: Vec<PathBuf> = ["base", "chrome", "firefox"].map(|name| at(&format!("manifest.{name}.json"))).to_vec();
    let entries = fs::read_dir(root().join("extension")).unwrap().map(|entry| entry.unwrap().path());
    paths.extend(entries.filter(|path| path.extension().is_some_and(|e| e == "html")));
    paths.extend(files("extension/src", &[".ts"]));
    for folder in ["extension/src/settings", "extension/src/search"] {
        paths.extend(files(folder, &[".ts"]));
    }
    paths.extend(
        files("www", &[".html"]).into_iter().filter(|path| !path.file_name().unwrap().to_str().unwrap().contains("sample")),
    );
    paths.extend(files("www/src", &[".ts"]));
    paths.extend(files("src/panel", &[".rs"]));
    paths.into_iter().map(|path| (path.clone(), without_notes(&read(&path)))).collect()
}

/// The source without the lines that are comments, each an empty line.
fn without_notes(source: &str) -> String {
    let note = |line: &&str| ["*", "/*", "//"].iter().any(|start| line.trim_start().starts_with(start));
    source.lines().map(|line| if note(&line) { "" } else { line }).collect::<Vec<_>>().join("\n")
}

/// The gaps of a message: `$1`, or the argument that a name stands for.
fn gaps(message: &Message) -> BTreeSet<String> {
    let (named, numbered) = (regex(r"\$([A-Z]+)\$"), regex(r"\$\d"));
    let named = named.captures_iter(&message.message).map(|found| {
        let name = found[1].to_lowercase();
        message
            .placeholders
            .get(&name)
            .map_or(format!("{name}, of which nothing is said"), |gap| format!("{name}{}", gap.content))
    });
    let numbered = numbered.find_iter(&message.message).map(|found| found.as_str().to_owned());
    named.chain(numbered).collect()
}

/// The key without its plural category, and the category.
fn family<'k>(key: &'k str, catalogue: &Catalogue) -> Option<(&'k str, &'k str)> {
    let (base, category) = key.rsplit_once('_')?;
    let is = ["zero", "one", "two", "few", "many", "other"].contains(&category);
    (is && catalogue.contains_key(&format!("{base}_other"))).then_some((base, category))
}

#[test]
fn every_language_says_the_same() {
    let all = catalogues();
    let english = &all["en"];
    assert!(all.len() > 1);
    for (tag, catalogue) in &all {
        assert_eq!(catalogue["catalogue_language"].message, *tag);
        let (_, plurals) = PLURALS.iter().find(|(known, _)| known == tag).unwrap_or_else(|| panic!("the plurals of {tag}"));
        let mut wanted = BTreeSet::new();
        for key in english.keys() {
            match family(key, english) {
                Some((base, _)) => wanted.extend(plurals.iter().map(|category| format!("{base}_{category}"))),
                None => _ = wanted.insert(key.clone()),
            }
        }
        assert_eq!(catalogue.keys().cloned().collect::<BTreeSet<_>>(), wanted, "{tag}");
        for (key, message) in catalogue {
            assert!(!message.message.trim().is_empty(), "{tag}: {key}");
            let other = family(key, english).map_or(key.clone(), |(base, _)| format!("{base}_other"));
            assert_eq!(gaps(message), gaps(&english[&other]), "{tag}: {key}");
            if tag != "en" && !ALIKE.contains(&key.as_str()) {
                assert_ne!(message.message, english[&other].message, "{tag}: {key} is not translated");
            }
        }
    }
}

/// The arguments of a reason are handed over in the order of their names: so they are numbered.
#[test]
fn named_gaps_are_numbered_in_the_order_of_their_names() {
    for (tag, catalogue) in catalogues() {
        for (key, Message { message, placeholders, .. }) in catalogue {
            for ((name, gap), number) in placeholders.iter().zip(1..) {
                assert_eq!(gap.content, format!("${number}"), "{tag}: {key}");
                assert!(message.contains(&format!("${}$", name.to_uppercase())), "{tag}: {key} says nothing of {name}");
            }
        }
    }
}

#[test]
fn the_statuses_are_called_what_the_command_line_calls_them() {
    let english = &catalogues()["en"];
    for status in [Status::None, Status::Vague, Status::Named, Status::Cited] {
        assert_eq!(english[&format!("status_{}", status.key())].message, status.words());
    }
}

#[test]
fn every_text_that_is_asked_for_is_there_and_every_text_there_is_asked_for() {
    let catalogue = &catalogues()["en"];
    let sources = sources();
    let mut asked = BTreeSet::new();
    let mut counted = BTreeSet::new();
    let mut prefixes = BTreeSet::new();
    let calls = regex(r#"\b(?:say|complain)\(\s*"(\w+)""#);
    let markup = regex(r#"data-say(?:-[a-z-]+)?="(\w+)"|__MSG_(\w+)__"#);
    let counts = regex(r#"(?:sayCount\(\s*say,|say_count\()\s*"(\w+)""#);
    let made = regex(r#"`([a-z_]+_)\$\{|format!\("([a-z_]+_)\{[a-z]*\}"#);
    for (path, source) in &sources {
        let path = path.display();
        let keys = calls.captures_iter(source).chain(markup.captures_iter(source));
        asked.extend(keys.filter_map(|found| found.get(1).or(found.get(2))).map(|key| (key.as_str(), path.to_string())));
        counted.extend(counts.captures_iter(source).map(|found| (found.get(1).unwrap().as_str(), path.to_string())));
        prefixes.extend(made.captures_iter(source).filter_map(|found| found.get(1).or(found.get(2))).map(|p| p.as_str()));
    }
    assert!(asked.len() > 40 && counted.len() > 2 && prefixes.len() > 2, "{asked:?} {counted:?} {prefixes:?}");
    for (key, path) in &asked {
        assert!(catalogue.contains_key(*key), "{path} asks for {key}");
    }
    for (key, path) in &counted {
        assert!(catalogue.contains_key(&format!("{key}_other")), "{path} counts with {key}");
    }
    let build = read(&root().join("extension/build.mjs"));
    for key in catalogue.keys() {
        let name = family(key, catalogue).map_or(key.as_str(), |(base, _)| base);
        let name = name.strip_suffix("_help").unwrap_or(name);
        let quoted = || sources.iter().any(|(_, source)| source.contains(&format!("\"{name}\"")));
        let prefixed = prefixes.iter().any(|prefix| name.starts_with(prefix));
        let asked = asked.iter().any(|(key, _)| *key == name);
        assert!(prefixed || asked || quoted() || build.contains(name), "nobody asks for {key}");
    }

    // The names that are put together from what the code knows.
    let reasons = read(&root().join("extension/src/messages.ts"));
    let list = reasons.split_once("UNREADABLE = [").unwrap().1.split_once(']').unwrap().0;
    let reasons: Vec<String> = regex(r#"(?m)^\s*"([a-z-]+)","#).captures_iter(list).map(|r| r[1].replace('-', "_")).collect();
    assert!(reasons.len() > 5);
    let states = reasons.iter().flat_map(|reason| [format!("unreadable_{reason}"), format!("unreadable_{reason}_help")]);
    let kinds = ["numeric", "attribution"].map(|kind| format!("kind_{kind}"));
    let evidence = ["link", "citation", "document", "venue", "speaker", "vague"].map(|kind| format!("evidence_{kind}"));
    for key in states.chain(kinds).chain(evidence) {
        assert!(catalogue.contains_key(&key), "{key}");
    }
}

#[test]
fn no_text_stands_in_markup() {
    const SAID: [&str; 5] = ["alt", "title", "aria-label", "placeholder", "content"];
    for (path, source) in sources().into_iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "html")) {
        for node in Html::parse_document(&source.replace("noscript", "div")).tree.nodes() {
            match node.value() {
                Node::Text(text) => assert!(!text.chars().any(char::is_alphabetic), "{}: {:?}", path.display(), &**text),
                Node::Element(element) => {
                    let technical = element.attr("name").is_none_or(|name| name != "description");
                    for name in SAID.into_iter().filter(|name| !(element.name() == "meta" && technical && *name == "content")) {
                        let said = element.attr(name).is_some_and(|value| value.chars().any(char::is_alphabetic));
                        assert!(!said, "{}: {element:?}", path.display());
                    }
                }
                _ => {}
            }
        }
    }
}

/// What looks like words for a reader: a string that begins like a sentence, or is set where a reader reads it.
#[test]
fn no_text_stands_in_code() {
    let sentence = regex(r#"["'`]([A-Z][a-z’']*,? [A-Za-z][^"'`]*)["'`]"#);
    let set = regex(
        r#"(?:textContent|innerText|title|placeholder|ariaLabel) = ["'`][^"'`]*[A-Za-z]|set_?[aA]ttribute\("(?:aria-label|title|placeholder)", ["'`]|(?:set_text_content|set_inner_text)\((?:Some\()?""#,
    );
    for (path, source) in sources().into_iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "ts" || e == "rs")) {
        for (number, line) in source.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            // What goes wrong inside is said to whoever looks into the console, in English.
            let console = code.contains("Error(") || code.contains("console.");
            if console {
                continue;
            }
            let place = format!("{}:{}: {line}", path.display(), number + 1);
            assert!(!set.is_match(code), "{place}");
            assert!(!sentence.is_match(code), "{place}");
        }
    }
}

/// Whatever has a side in a style sheet is named by the direction of writing.
#[test]
fn the_looks_follow_the_direction_of_writing() {
    let sided = regex(
        r"(?m)^\s*(?:margin|padding|border|inset|scroll-margin|scroll-padding)?-?(?:left|right)\b[^:]*:|(?:text-align|float|clear): (?:left|right)|(?:margin|padding): \S+ (\S+) \S+ (\S+);",
    );
    for path in files("extension/src", &[".css"]).into_iter().chain(files("www", &[".css"])) {
        for found in sided.captures_iter(&read(&path)) {
            // Four values with the same on both sides are no matter.
            let even = found.get(1).is_some() && found.get(1).map(|m| m.as_str()) == found.get(2).map(|m| m.as_str());
            assert!(even, "{}: {}", path.display(), &found[0]);
        }
    }
}
