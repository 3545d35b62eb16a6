//! The arrows of the house point one way. Reads the sources and fails on one that points the wrong way.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer and the layers that it may name, besides itself.
const LAYERS: [(&str, &[&str]); 9] = [
    ("text", &[]),
    ("domain", &["text"]),
    ("breakdown", &["text", "domain"]),
    ("export", &["text", "domain"]),
    ("store", &["text", "domain"]),
    ("app", &["text", "domain", "breakdown", "export", "store"]),
    ("ui", &["text", "domain", "app"]),
    ("cli", &["text", "domain", "app", "ui"]),
    ("gate", &["text", "domain", "app", "ui", "cli"]),
];

/// Words that only some layers may use: the crate or call, and where it may stand.
const KEPT_APART: [(&str, &[&str]); 10] = [
    ("rusqlite::", &["store"]),
    ("ratatui::", &["ui"]),
    ("crossterm::", &["ui"]),
    ("unicode_width::", &["text"]),
    ("clap::", &["cli"]),
    ("Utc::now", &["app"]),
    ("Local::now", &[]),
    ("SystemTime::now", &[]),
    (".wrap(Wrap", &[]),
    // The one place that starts a program, and it is this one again, in its stead.
    ("process::Command", &["gate"]),
];

/// What is wrong in one file, a line each.
fn faults(path: &str, source: &str) -> Vec<String> {
    let mut parts: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    let layer = parts[0];
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
        return if ["lib", "main"].contains(&layer) {
            Vec::new()
        } else {
            vec![format!("{path}: no such layer")]
        };
    };
    if parts.last() == Some(&"mod") {
        parts.pop();
    }
    let mut faults = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let code = line.split("//").next().unwrap_or("");
        for named in named_layers(code, parts.len()) {
            let is_layer = LAYERS.iter().any(|(name, _)| *name == named);
            if is_layer && named != layer && !allowed.contains(&named.as_str()) {
                faults.push(format!("{path}:{}: {layer} names {named}", number + 1));
            }
        }
        for (word, places) in KEPT_APART {
            if code.contains(word) && !places.contains(&layer) {
                faults.push(format!("{path}:{}: {layer} uses {word}", number + 1));
            }
        }
    }
    faults
}

/// The first segments after `crate::`, and after a chain of `super::` that climbs out of the layer.
fn named_layers(code: &str, depth: usize) -> Vec<String> {
    let mut named = Vec::new();
    let up = "super::".repeat(depth);
    for start in ["crate::", up.as_str()] {
        for (at, _) in code.match_indices(start) {
            let rest = &code[at + start.len()..];
            let inside = rest.strip_prefix('{').and_then(|it| it.split('}').next());
            let firsts = inside.map_or_else(|| vec![rest], |inside| inside.split(',').collect());
            for first in firsts {
                named.push(
                    first
                        .trim()
                        .chars()
                        .take_while(|it| it.is_alphanumeric() || *it == '_')
                        .collect(),
                );
            }
        }
    }
    named
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

fn every_source() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    assert!(paths.len() > 30);
    paths
        .iter()
        .map(|path| {
            let name = path
                .strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn every_arrow_points_the_right_way() {
    let found: Vec<String> = every_source()
        .iter()
        .flat_map(|(path, source)| faults(path, source))
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_wrong_arrow_is_found() {
    for (path, source, fault) in [
        (
            "domain/task.rs",
            "use crate::store::Store;",
            "domain/task.rs:1: domain names store",
        ),
        (
            "ui/model.rs",
            "use crate::{app, export};",
            "ui/model.rs:1: ui names export",
        ),
        (
            "store/plan.rs",
            "let a = super::super::breakdown::read(b);",
            "store/plan.rs:1: store names breakdown",
        ),
        (
            "text/mod.rs",
            "use super::domain::day;",
            "text/mod.rs:1: text names domain",
        ),
        (
            "ui/screens/task.rs",
            "\nuse rusqlite::Connection;",
            "ui/screens/task.rs:2: ui uses rusqlite::",
        ),
        (
            "domain/day.rs",
            "let now = Utc::now();",
            "domain/day.rs:1: domain uses Utc::now",
        ),
        (
            "cli/key.rs",
            "use crate::gate::grammar;",
            "cli/key.rs:1: cli names gate",
        ),
        (
            "gate/mod.rs",
            "use crate::store::Store;",
            "gate/mod.rs:1: gate names store",
        ),
        ("common/mod.rs", "", "common/mod.rs: no such layer"),
    ] {
        assert_eq!(faults(path, source), [fault]);
    }
    for (path, source) in [
        (
            "app/work.rs",
            "use crate::store::Store; // not crate::ui::run",
        ),
        (
            "store/plan.rs",
            "use super::sql; use crate::domain::id::TaskId;",
        ),
        ("lib.rs", "mod cli; use crate::ui::run;"),
    ] {
        assert_eq!(faults(path, source), Vec::<String>::new());
    }
}

#[test]
fn every_file_says_what_it_is_and_none_is_too_long() {
    for (path, source) in every_source() {
        let is_test = path.ends_with("tests.rs") || path.contains("/tests/");
        assert!(source.starts_with("//!"), "{path} does not open with //!");
        let production = source
            .split("\n#[cfg(test)]\nmod tests {")
            .next()
            .unwrap()
            .lines()
            .count();
        assert!(
            is_test || production <= 600,
            "{path} has {production} lines"
        );
    }
}

#[test]
fn no_file_is_a_drawer_for_odds_and_ends() {
    for (path, _) in every_source() {
        for word in ["utils", "helpers", "common", "manager"] {
            assert!(!path.contains(word), "{path}");
        }
    }
}

/// Words for which the field has another one: department, task, lead, person, urge.
const OTHER_WORDS: [&str; 9] = [
    "dept", "org", "ticket", "todo", "assignee", "owner_id", "due_date", "remind", "ping",
];

#[test]
fn one_word_for_one_thing() {
    let mut found = Vec::new();
    for (path, source) in every_source() {
        for (number, line) in source.lines().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            let words = code.split(|it: char| !it.is_ascii_alphanumeric() && it != '_');
            for word in words.filter(|word| OTHER_WORDS.contains(&word.to_lowercase().as_str())) {
                found.push(format!("{path}:{}: {word}", number + 1));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}
