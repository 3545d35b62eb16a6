//! Such text, and how it is looked for.

use std::collections::BTreeSet;

use super::program::{Ended, Office};

/// What makes a terminal do something, as an attacker would write it.
const SEQUENCES: [&str; 16] = [
    "\u{1b}]0;题\u{7}",
    "\u{1b}]52;c;5aWR\u{7}",
    "\u{1b}]8;;http://x\u{1b}\\链\u{1b}]8;;\u{1b}\\",
    "\u{1b}P$q\"p\u{1b}\\",
    "\u{1b}_G\u{1b}\\",
    "\u{1b}^p\u{1b}\\",
    "\u{1b}Xs\u{1b}\\",
    "\u{1b}[2J\u{1b}[H",
    "\u{1b}[31;7m",
    "\u{1b}[?1049l\u{1b}c",
    "\u{9d}0;题\u{9c}",
    "\u{90}q\u{9c}",
    "\u{9b}2J\u{9b}1;1H",
    "\u{9f}a\u{9c}\u{9e}p\u{9c}\u{98}s\u{9c}",
    "\u{1b}(0\u{e}",
    "\u{1b}[6n\u{5}",
];

/// Whether a character may never be seen on the outside.
pub fn is_forbidden(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character,
            '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// The forbidden characters but NUL, which no argument may hold, and those that end a line.
pub fn forbidden() -> String {
    let ends_line = |it: char| {
        matches!(
            it,
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    ('\u{1}'..='\u{e007f}')
        .filter(|it| is_forbidden(*it) && !ends_line(*it))
        .collect()
}

/// All of it in one line.
pub fn poison() -> String {
    SEQUENCES.concat() + &forbidden()
}

/// As much of it as fits into a name: all forbidden characters, and sequences that leave little behind.
pub fn short_poison() -> String {
    format!(
        "\u{1b}]0;\u{7}\u{1b}[2J\u{9d}0;\u{9c}\u{1b}c{}",
        forbidden()
    )
}

/// The same with what ends a line.
pub fn venom() -> String {
    format!(
        "{}\r\u{b}\u{c}\u{85}\u{2028}甲\u{2029}乙\r\n丙\t丁",
        poison()
    )
}

/// Panics on what may not be there; CSV begins with a byte order mark and ends its lines with CR LF, and that alone.
pub fn assert_clean(what: &str, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{what}: {bytes:02x?}"));
    let text = match text.strip_prefix('\u{feff}') {
        Some(csv) if what.contains("csv") => csv.replace("\r\n", "\n"),
        _ => text.to_owned(),
    };
    let found: BTreeSet<String> = text
        .chars()
        .filter(|it| is_forbidden(*it))
        .map(|it| it.escape_unicode().to_string())
        .collect();
    assert!(found.is_empty(), "{what}: {found:?}");
}

/// Runs words parted by spaces, a text in the place of every `{}`. It may succeed or be refused in one line; neither prints
/// anything raw.
pub fn try_out(office: &Office, words: &str, text: &str) -> Ended {
    let parted: Vec<String> = words.split(' ').map(|it| it.replace("{}", text)).collect();
    let ended = office.run(&parted);
    assert_clean(words, &ended.out);
    assert_clean(words, &ended.err);
    assert!((0..=2).contains(&ended.code), "{words}: {}", ended.code);
    if ended.code != 0 {
        assert_eq!(ended.err().lines().count(), 1, "{words}: {}", ended.err());
    }
    ended
}

/// The same for what must succeed.
pub fn does(office: &Office, words: &str, text: &str) -> Ended {
    let ended = try_out(office, words, text);
    assert_eq!(ended.code, 0, "{words}: {}", ended.err());
    ended
}

/// The same for every string in a JSON value, its escapes read.
pub fn assert_json_clean(what: &str, json: &serde_json::Value) {
    match json {
        serde_json::Value::String(text) => assert_clean(what, text.as_bytes()),
        serde_json::Value::Array(list) => list.iter().for_each(|it| assert_json_clean(what, it)),
        serde_json::Value::Object(map) => map.iter().for_each(|(key, it)| {
            assert_clean(what, key.as_bytes());
            assert_json_clean(what, it);
        }),
        _ => {}
    }
}
