//! A plan file (`export plan`): it says itself what is a measure and what a task.

use toml::{Table, Value};

use super::problem::Problem;
use crate::domain::plan_file::PlanFile;
use crate::text::clean::clean_line;

/// Whether a document is a plan file: its first line that says anything is a key of one.
pub fn is_one(bytes: &[u8]) -> bool {
    const KEYS: [&str; 2] = ["slug", "title"];
    /// Comments at the top are short.
    const HEAD: usize = 16 * 1024;
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head);
    let mut lines = head.trim_start_matches('\u{feff}').lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    let key = first.and_then(|line| line.split_once('='));
    key.is_some_and(|(key, value)| {
        KEYS.contains(&key.trim()) && value.trim().starts_with(['"', '\''])
    })
}

/// Reads a plan file.
///
/// # Errors
/// It is not UTF-8, or a line is not as such a file has it.
pub fn read(bytes: &[u8]) -> Result<PlanFile, Problem> {
    let wrong = |at: usize, what: &str| Problem::PlanFile {
        detail: format!("第 {} 行：{what}", line_of(bytes, at)),
    };
    let mark = bytes.len() - bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).len();
    let text = bytes.get(mark..).unwrap_or_default();
    let text = std::str::from_utf8(text)
        .map_err(|error| wrong(error.valid_up_to() + mark, "不是 UTF-8 文字"))?;
    let told = |error: toml::de::Error| {
        let at = error.span().map_or(0, |it| it.start) + mark;
        wrong(at, error.message().lines().next().unwrap_or_default())
    };
    // Read as it stands first, so that what is wrong is named with its line.
    toml::from_str::<PlanFile>(text).map_err(told)?;
    let mut file: Table = toml::from_str(text).map_err(told)?;
    file.iter_mut().for_each(|(_, value)| tidy(value));
    file.try_into().map_err(told)
}

/// Makes every text fit to be kept; an escape in a plan file writes any character.
fn tidy(value: &mut Value) {
    match value {
        Value::String(text) => *text = clean_line(text),
        Value::Array(list) => list.iter_mut().for_each(tidy),
        Value::Table(table) => table.iter_mut().for_each(|(_, value)| tidy(value)),
        _ => {}
    }
}

/// The 1-based line on which a byte stands.
fn line_of(bytes: &[u8], at: usize) -> usize {
    let before = bytes.get(..at).unwrap_or_default();
    before.split(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_file_is_known_by_its_first_key() {
        for (text, is_plan_file) in [
            ("slug = \"a\"\n", true),
            ("\u{feff}# 注\n\n title = 'a'\n", true),
            ("标题 = \"a\"\n", false),
            ("slug: a\n", false),
            ("一、任务\nslug = \"a\"\n", false),
            ("", false),
        ] {
            assert_eq!(is_one(text.as_bytes()), is_plan_file, "{text}");
        }
    }

    #[test]
    fn an_escape_writes_no_control() {
        let text = r#"slug = "a"
title = "甲\u001b]0;乙\u0007\u202e丙\n丁"
section = [{ path = ["一\u009b2J"] }]
"#;
        let file = read(text.as_bytes()).unwrap();
        assert_eq!(file.title, "甲]0;乙丙 丁");
        assert_eq!(file.section[0].path, ["一2J"]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let told = |text: &[u8]| read(text).map(|_| ()).map_err(|it| it.to_string());
        let text = "slug = \"a\"\ntitle = \"甲\"\n[[section]]\npath = [\"一\"]\n[[section.measure]]\nnumer = \"1\"\n";
        let error = told(text.as_bytes()).unwrap_err();
        assert!(
            error.contains("第 6 行") && error.contains("numer"),
            "{error}"
        );
        let error = told(b"slug = \"a\"\ntitle = \"\xff\"\n").unwrap_err();
        assert!(
            error.contains("第 2 行") && error.contains("UTF-8"),
            "{error}"
        );
        assert!(told("slug = \"a\"\ntitle = \"甲\"\n".as_bytes()).is_ok());
    }
}
