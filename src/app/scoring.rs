//! The rules of the scorecard as a settings file: named, or beside the data file, or the built-in ones.

use std::path::{Path, PathBuf};

use super::Settings;
use super::error::Error;
use super::files::read_settings;
use crate::domain::scorecard::Rules;
use crate::text::clean::clean_line;

/// The built-in rules, commented, for an office to edit its own.
pub const DEFAULT_RULES: &str = include_str!("../../seeds/scorecard.toml");
/// The file beside the data file.
const OWN: &str = "scorecard.toml";

/// Rules, and where they come from in words.
#[derive(Clone, Debug)]
pub struct Scoring {
    /// The rules.
    pub rules: Rules,
    /// 内置规则, or the name of the file.
    pub source: String,
}

impl Scoring {
    /// The rules of the file that is named; without one those beside the data file, and where there are none the
    /// built-in ones.
    ///
    /// # Errors
    /// The file cannot be read, or a line of it is not as rules are.
    pub fn read(settings: &Settings, named: Option<&Path>) -> Result<Self, Error> {
        if let Some(path) = named {
            return Self::of_file(path);
        }
        let own = beside(&settings.path);
        if own.exists() {
            return Self::of_file(&own);
        }
        Ok(Self {
            rules: parse(DEFAULT_RULES).map_err(|fault| wrong("内置规则", &fault))?,
            source: "内置规则".to_owned(),
        })
    }

    fn of_file(path: &Path) -> Result<Self, Error> {
        // The name alone: whoever asks from afar has no business with the folders of the host.
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = clean_line(&name.to_string_lossy());
        let text = read_settings(path).map_err(|cause| {
            Error::user(format!("读不了规则文件「{name}」：{cause}。"))
                .hinted("请检查路径和权限，或移开它，按内置规则计分。")
        })?;
        let rules = parse(&text).map_err(|fault| wrong(&format!("规则文件「{name}」"), &fault))?;
        Ok(Self {
            rules,
            source: format!("文件「{name}」"),
        })
    }
}

fn beside(data: &Path) -> PathBuf {
    data.with_file_name(OWN)
}

fn wrong(what: &str, fault: &str) -> Error {
    Error::user(format!("{what}{fault}。"))
        .hinted("写法见 export scorecard --show-rules 输出的内置规则。")
}

/// Reads rules, or says which line is wrong and why.
fn parse(text: &str) -> Result<Rules, String> {
    toml::from_str(text).map_err(|error| {
        let reason = reason(error.message());
        match error.span() {
            Some(span) => {
                let before = text.get(..span.start).unwrap_or_default();
                format!("第 {} 行有误：{reason}", before.split('\n').count())
            }
            None => format!("有误：{reason}"),
        }
    })
}

/// What the reader of TOML says, in Chinese; what our own rules say is so already.
pub(super) fn reason(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    let first = clean_line(first);
    let named = first.split('`').nth(1).unwrap_or_default();
    for (start, told) in [
        ("unknown field", "没有「{}」这一项"),
        ("unknown variant", "没有「{}」这种写法"),
        ("missing field", "缺「{}」这一项"),
        ("duplicate field", "「{}」写了两次"),
        ("duplicate key", "有一项写了两次"),
        ("invalid type", "值的写法不对"),
        ("invalid value", "数值不对"),
    ] {
        if first.starts_with(start) {
            return told.replace("{}", named);
        }
    }
    if first.is_ascii() {
        "不合 TOML 写法".to_owned()
    } else {
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "base = 100\nfloor = 0\nmost = 110\ndecimals = 1\ncount_review = false\n";

    fn fault(text: &str) -> String {
        parse(text).unwrap_err()
    }

    #[test]
    fn the_built_in_rules_are_read() {
        assert_eq!(parse(DEFAULT_RULES).unwrap().list.len(), 7);
        assert_eq!(parse(HEAD).unwrap().list.len(), 0);
    }

    #[test]
    fn a_fault_names_its_line_and_what_is_wrong() {
        let rule =
            |more: &str| format!("{HEAD}\n[[rule]]\non = \"overdue\"\nlabel = \"逾期\"\n{more}\n");
        let mut wrong: Vec<(String, &str)> = Vec::new();
        for (text, told) in [
            (String::new(), "缺「base」这一项"),
            (
                HEAD.replace("most", "cap"),
                "第 3 行有误：没有「cap」这一项",
            ),
            (HEAD.replace("100", "\"一百\""), "第 1 行有误：值的写法不对"),
            (
                HEAD.replace("100", "100.005"),
                "第 1 行有误：分值至多两位小数",
            ),
            (
                HEAD.replace("100", "1e9"),
                "第 1 行有误：分值应在 -10000 到 10000 之间",
            ),
            (HEAD.replace("100", ""), "第 1 行有误：不合 TOML 写法"),
            (HEAD.replace("= 0", "= 101"), "应有 floor ≤ base ≤ most"),
            (
                HEAD.replace("decimals = 1", "decimals = 3"),
                "decimals 应为 0、1 或 2",
            ),
            (
                HEAD.replace("decimals = 1", "decimals = -1"),
                "第 4 行有误：数值不对",
            ),
            (format!("{HEAD}base = 1\n"), "第 6 行有误：有一项写了两次"),
            (rule("point = 1"), "第 10 行有误：没有「point」这一项"),
            (rule(""), "第 7 行有误：缺「points」这一项"),
            (
                rule("points = 0"),
                "第 7 行有误：「逾期」的 points 应大于 0",
            ),
            (
                rule("points = 1\nper_days = 0"),
                "第 7 行有误：「逾期」的 per_days 应至少为 1",
            ),
            (
                rule("points = 1\nevery = \"week\""),
                "第 7 行有误：「逾期」用不着 every",
            ),
            (
                rule("points = 1\nmost = -1"),
                "第 7 行有误：「逾期」的 most 应大于 0",
            ),
            (
                rule("points = 1").replace("overdue", "late"),
                "第 8 行有误：没有「late」这种写法",
            ),
            (
                rule("points = 1").replace("逾期", "\\u001b"),
                "第 7 行有误：label 应有 1 到 16 个字",
            ),
            (rule("points = [1]"), "第 10 行有误：值的写法不对"),
        ] {
            let found = fault(&text);
            if !found.ends_with(told) {
                wrong.push((found, told));
            }
        }
        assert_eq!(wrong, []);
    }
}
