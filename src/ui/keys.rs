//! The keys in force: the table of [`BINDINGS`] with what a person's config.toml binds otherwise.
//!
//! The dashboard runs in one thread, and what is in force is that thread's; a test's is its own.

use std::cell::Cell;
use std::collections::HashMap;

use super::keymap::{BINDINGS, Binding, Scope};
use crate::app::Error;
use crate::app::config::{KeyEntry, wrong};
use crate::text::clean::{clean_line, half_width};

thread_local! {
    static IN_FORCE: Cell<&'static [Binding]> = const { Cell::new(BINDINGS) };
}

/// The rows in force.
pub fn bindings() -> &'static [Binding] {
    IN_FORCE.get()
}

/// Puts rows in force.
pub fn put_in_force(rows: &'static [Binding]) {
    IN_FORCE.set(rows);
}

/// The key of a row, as a user reads it, for a sentence that names it: a plain one before others; empty where there is no
/// such row.
pub fn told(scope: Scope, action: super::action::Action) -> String {
    let row = bindings()
        .iter()
        .find(|it| it.scope == scope && it.action == action);
    let plain = |row: &&'static Binding| {
        let plain = row.keys.iter().find(|it| !it.starts_with('<'));
        plain.or(row.keys.first()).copied()
    };
    row.as_ref()
        .and_then(plain)
        .map_or_else(String::new, super::keymap::label)
}

/// The table with these entries in it. It stands as long as the program, which reads them once.
///
/// # Errors
/// An entry names nothing, or the keys are no longer one act each; the sentence says at which line.
pub fn bound(entries: &[KeyEntry]) -> Result<&'static [Binding], Error> {
    if entries.is_empty() {
        return Ok(BINDINGS);
    }
    let mut rows = BINDINGS.to_vec();
    let mut lines: HashMap<usize, usize> = HashMap::new();
    for entry in entries {
        let at = find(entry).map_err(|reason| wrong(Some(entry.line), &reason))?;
        let keys = read_keys(entry, rows[at].scope);
        let keys = keys.map_err(|reason| wrong(Some(entry.line), &reason))?;
        rows[at].keys = Vec::leak(keys);
        lines.insert(at, entry.line);
    }
    check(&rows, &lines)?;
    Ok(Vec::leak(rows))
}

/// The row that an entry binds otherwise.
fn find(entry: &KeyEntry) -> Result<usize, String> {
    let scope = Scope::ALL.into_iter().find(|it| it.word() == entry.scope);
    let scope = scope.ok_or_else(|| {
        let words: Vec<String> = Scope::ALL.iter().map(|it| it.word()).collect();
        let told = clean_line(&entry.scope);
        format!("没有 [keys.{told}]，可写 {}", words.join(" "))
    })?;
    let is_row = |row: &Binding| row.scope == scope && row.action.english() == entry.action;
    BINDINGS.iter().position(is_row).ok_or_else(|| {
        let rows = BINDINGS.iter().filter(|it| it.scope == scope);
        let words: Vec<String> = rows.map(|it| it.action.english()).collect();
        let (told, words) = (clean_line(&entry.action), words.join(" "));
        format!("[keys.{}] 里没有「{told}」，可写 {words}", entry.scope)
    })
}

/// An entry's keys as the table writes them.
fn read_keys(entry: &KeyEntry, scope: Scope) -> Result<Vec<&'static str>, String> {
    let mut keys: Vec<&'static str> = Vec::new();
    for word in &entry.keys {
        let told = clean_line(word);
        let key = read_key(word).ok_or_else(|| {
            format!(
                "看不懂键「{told}」，写作 u、<Space>、<Enter>、<Esc>、<Tab>、<S-Tab>、<Up>、<PgDn>、<Home>、<F12>、<C-s> 这样"
            )
        })?;
        if scope.is_typed() && !key.starts_with('<') {
            return Err(format!("「{told}」在{}里是要输入的字", scope.label()));
        }
        if keys.contains(&key.as_str()) {
            return Err(format!("「{told}」写了两次"));
        }
        keys.push(String::leak(key));
    }
    Ok(keys)
}

/// A key as the table writes it, whatever way it is written.
fn read_key(word: &str) -> Option<String> {
    const NAMED: [&str; 15] = [
        "Up", "Down", "Left", "Right", "PgUp", "PgDn", "Home", "End", "Enter", "Esc", "Tab",
        "S-Tab", "Space", "Del", "Ins",
    ];
    let mut characters = word.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        let key = half_width(only);
        let is_shown = !key.is_control() && !key.is_whitespace();
        return (is_shown || key == ' ').then(|| key.to_string());
    }
    let name = word.strip_prefix('<')?.strip_suffix('>')?;
    let named = NAMED.iter().find(|it| it.eq_ignore_ascii_case(name));
    if let Some(named) = named {
        return Some(match *named {
            "Space" => " ".to_owned(),
            named => format!("<{named}>"),
        });
    }
    if let Some(number) = name.strip_prefix(['F', 'f']) {
        let number: u8 = number.parse().ok()?;
        return (1..=24).contains(&number).then(|| format!("<F{number}>"));
    }
    let letter = name.strip_prefix("C-").or(name.strip_prefix("c-"))?;
    let mut letters = letter.chars();
    match (letters.next(), letters.next()) {
        // Ctrl-I is Tab and Ctrl-M is Enter on every terminal.
        (Some(it), None) if it.is_ascii_alphabetic() && !matches!(it, 'i' | 'm' | 'I' | 'M') => {
            Some(format!("<C-{}>", it.to_ascii_lowercase()))
        }
        _ => None,
    }
}

/// A key as config.toml writes it.
pub fn written(key: &str) -> String {
    match key {
        " " => "<Space>".to_owned(),
        key => key.to_owned(),
    }
}

/// No key means two things in a scope and those it falls back on; the fault is at the line that brought it in.
fn check(rows: &[Binding], lines: &HashMap<usize, usize>) -> Result<(), Error> {
    for scope in Scope::ALL {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mine = |at: &usize| scope.chain().any(|it| it == rows[*at].scope);
        for at in (0..rows.len()).filter(mine) {
            for key in rows[at].keys {
                let Some(other) = seen.insert(key, at) else {
                    continue;
                };
                let (line, taken) = match (lines.get(&at), lines.get(&other)) {
                    (Some(line), None) => (line, other),
                    (Some(one), Some(two)) if one > two => (one, other),
                    (_, Some(line)) => (line, at),
                    // The table itself is free of them; a test holds it to that.
                    (None, None) => continue,
                };
                let (key, row) = (super::keymap::label(key), &rows[taken]);
                let reason = format!(
                    "键「{key}」已用于「{}」（[keys.{}] {}）",
                    row.help,
                    row.scope.word(),
                    row.action.english()
                );
                return Err(wrong(Some(*line), &reason));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::action::Action;
    use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    fn entry(scope: &str, action: &str, keys: &[&str], line: usize) -> KeyEntry {
        KeyEntry {
            scope: scope.to_owned(),
            action: action.to_owned(),
            keys: keys.iter().map(|it| (*it).to_owned()).collect(),
            line,
        }
    }

    fn pressed(code: KeyCode) -> Option<Action> {
        super::super::keymap::resolve(Scope::Overdue, KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn a_key_that_is_bound_otherwise_counts_and_the_old_one_no_longer() {
        let urge = Action::Act(crate::domain::status::Verb::Urge);
        let rows = bound(&[
            entry("acts", "urge", &["<f12>", "Ｋ"], 3),
            entry("rows", "up", &["<Up>", "u"], 4),
        ])
        .unwrap();
        put_in_force(rows);
        assert_eq!(pressed(KeyCode::F(12)), Some(urge));
        assert_eq!(pressed(KeyCode::Char('K')), Some(urge));
        assert_eq!(pressed(KeyCode::Char('u')), Some(Action::Up));
        assert_eq!(pressed(KeyCode::Char('k')), None);
        assert_eq!(pressed(KeyCode::Char('j')), Some(Action::Down));
        assert_eq!(told(Scope::Acts, urge), "K");
        assert_eq!(told(Scope::Acts, Action::Undo), "U");
    }

    #[test]
    fn what_can_not_be_bound_is_refused_with_its_line() {
        let mut wrong: Vec<(String, &str)> = Vec::new();
        for (entries, told) in [
            (
                vec![entry("act", "urge", &["u"], 2)],
                "第 2 行有误：没有 [keys.act]，可写 acts",
            ),
            (
                vec![entry("acts", "nag", &["u"], 3)],
                "第 3 行有误：[keys.acts] 里没有「nag」，可写 assign",
            ),
            (
                vec![entry("acts", "urge", &["Q1"], 4)],
                "第 4 行有误：看不懂键「Q1」",
            ),
            (
                vec![entry("acts", "urge", &["<C-i>"], 4)],
                "看不懂键「<C-i>」",
            ),
            (vec![entry("acts", "urge", &["<F99>"], 4)], "看不懂键"),
            (vec![entry("acts", "urge", &[""], 4)], "看不懂键"),
            (vec![entry("acts", "urge", &["\u{7}"], 4)], "看不懂键「」"),
            (
                vec![entry("acts", "urge", &["u", "u"], 5)],
                "第 5 行有误：「u」写了两次",
            ),
            (
                vec![entry("acts", "urge", &["s"], 6)],
                "第 6 行有误：键「s」已用于「签收」（[keys.acts] sign）",
            ),
            (
                vec![entry("acts", "urge", &["q"], 6)],
                "第 6 行有误：键「q」已用于「退出」（[keys.everywhere] leave）",
            ),
            // What is free in the scope itself is not in those that fall back on it.
            (
                vec![entry("rows", "up", &["w"], 7)],
                "第 7 行有误：键「w」已用于",
            ),
            (
                vec![
                    entry("acts", "urge", &["K"], 8),
                    entry("acts", "sign", &["K"], 9),
                ],
                "第 9 行有误：键「K」已用于「催办」",
            ),
            (
                vec![
                    entry("acts", "sign", &["K"], 9),
                    entry("acts", "urge", &["K"], 8),
                ],
                "第 9 行有误",
            ),
            (
                vec![entry("form", "send", &["s"], 10)],
                "第 10 行有误：「s」在填写框里是要输入的字",
            ),
            (vec![entry("palette", "agree", &[" "], 10)], "要输入的字"),
        ] {
            let found = bound(&entries).unwrap_err().message;
            if !found.contains(told) {
                wrong.push((found, told));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn every_row_can_be_named_and_every_key_be_written() {
        for (at, row) in BINDINGS.iter().enumerate() {
            let keys: Vec<String> = row.keys.iter().map(|it| written(it)).collect();
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let entry = entry(&row.scope.word(), &row.action.english(), &keys, 1);
            assert_eq!(find(&entry), Ok(at), "{row:?}");
            assert_eq!(read_keys(&entry, row.scope).unwrap(), row.keys);
        }
    }

    #[test]
    fn two_keys_may_change_places() {
        bound(&[
            entry("acts", "urge", &["s"], 1),
            entry("acts", "sign", &["u"], 2),
        ])
        .unwrap();
    }

    /// The variants of an enum of action.rs.
    fn variants(name: &str) -> Vec<String> {
        let source = include_str!("action.rs");
        let (_, body) = source.split_once(&format!("pub enum {name} {{")).unwrap();
        let (body, _) = body.split_once("\n}").unwrap();
        body.lines()
            .map(str::trim)
            .filter(|it| !it.starts_with("//"))
            .map(|it| it.split(['(', ',']).next().unwrap().to_owned())
            .filter(|it| !it.is_empty())
            .collect()
    }

    #[test]
    fn every_action_is_reachable() {
        for (kind, wrap) in [
            ("Action", ""),
            ("Breaking", "Break"),
            ("DepartmentAct", "Department"),
            ("PersonAct", "Person"),
            ("Tab", "Show"),
        ] {
            let all = variants(kind);
            assert!(all.len() > 4, "{kind}: {all:?}");
            for variant in all {
                let wanted = if wrap.is_empty() {
                    // What a box offers is reached by the key of the box.
                    match variant.as_str() {
                        "Sort" => "Sorts".to_owned(),
                        "Group" => "Groupings".to_owned(),
                        _ => variant,
                    }
                } else {
                    format!("{wrap}({variant})")
                };
                // A row that its own scope's keys don't hide: some screen or box reaches it.
                let reaches = |row: &Binding| {
                    let name = format!("{:?}", row.action);
                    let is_it = name == wanted || name.starts_with(&format!("{wanted}("));
                    is_it
                        && Scope::ALL.into_iter().any(|scope| {
                            super::super::keymap::shown_in(scope).any(|it| it.action == row.action)
                                && !scope.is_abstract()
                        })
                };
                assert!(BINDINGS.iter().any(reaches), "{wanted} lies on no key");
            }
        }
    }
}
