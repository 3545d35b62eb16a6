//! What a file may say, and what is said of one that is wrong.

use proptest::prelude::*;

use super::file::parse;
use super::*;

fn fault(text: &str) -> String {
    let (line, reason) = parse(text).unwrap_err();
    wrong(line, &reason).message
}

#[test]
fn an_empty_file_changes_nothing() {
    let config = parse("# 没有\n").unwrap();
    assert_eq!(config.choices, Choices::default());
    assert!(config.keys.is_empty());
}

#[test]
fn what_is_written_is_chosen_and_knows_its_line() {
    let text = "pane = \"inbox\"\nmouse = true\n[colours]\noverdue = \"#C00000\"\ndepth = 256\n\
        [keys.acts]\nurge = [\"u\", \"<F2>\"]\nsign = \"S\"\n[thresholds]\nsoon_days = 14\n";
    let config = parse(text).unwrap();
    let choices = &config.choices;
    assert_eq!(
        (choices.pane, choices.mouse, choices.soon_days),
        (Pane::Inbox, true, 14)
    );
    assert_eq!(choices.colour(Role::Overdue), Some(Colour::Rgb(0xc0, 0, 0)));
    assert_eq!(choices.depth, Depth::Palette);
    assert_eq!(config.line_of("colours.overdue"), Some(4));
    assert_eq!(config.line_of("borders"), None);
    let urge = config.keys.iter().find(|it| it.action == "urge").unwrap();
    assert_eq!((urge.scope.as_str(), urge.line), ("acts", 7));
    assert_eq!(urge.keys, ["u", "<F2>"]);
    let sign = config.keys.iter().find(|it| it.action == "sign").unwrap();
    assert_eq!(sign.keys, ["S"]);
}

#[test]
fn a_fault_names_its_line_and_what_is_wrong() {
    let mut wrong: Vec<(String, &str)> = Vec::new();
    for (text, told) in [
        ("panel = \"plan\"", "第 1 行有误：没有「panel」这一项"),
        (
            "\npane = \"plans\"",
            "第 2 行有误：「pane」只能写 overview、",
        ),
        ("pane = 2", "第 1 行有误：「pane」只能写"),
        ("pane = plan", "第 1 行有误：不合 TOML 写法"),
        (
            "mouse = \"on\"",
            "第 1 行有误：「mouse」只能写 true 或 false",
        ),
        ("mouse = 1", "第 1 行有误：「mouse」只能写 true 或 false"),
        ("mouse = true\nmouse = false", "第 2 行有误：有一项写了两次"),
        ("pane = []", "第 1 行有误：「pane」只能写"),
        (
            "columns = \"title\"",
            "第 1 行有误：「columns」写成方括号里的几个词",
        ),
        (
            "columns = [\"title\", \"size\"]",
            "第 1 行有误：「columns」没有「size」这一列",
        ),
        (
            "columns = [\"light\", \"days\"]",
            "第 1 行有误：「columns」必须有 title",
        ),
        (
            "columns = [\"title\", \"lead\", \"title\"]",
            "第 1 行有误：「columns」「title」写了两次",
        ),
        ("pane = 2020-01-01", "第 1 行有误：「pane」的写法不对"),
        ("thresholds = 3", "第 1 行有误：没有「thresholds」这一项"),
        (
            "[thresholds]\nsoon_days = 0",
            "第 2 行有误：「thresholds.soon_days」只能写 1 到 365 的整数",
        ),
        ("[thresholds]\nsoon_days = 366", "第 2 行有误"),
        ("[thresholds]\nsoon_days = -1", "第 2 行有误"),
        ("[thresholds]\nsoon_days = \"30\"", "第 2 行有误"),
        (
            "[thresholds]\nsoon_days = 99999999999999999999",
            "第 2 行有误：「thresholds.soon_days」的写法不对",
        ),
        (
            "[colours]\nred = \"red\"",
            "第 2 行有误：没有「colours.red」这一项",
        ),
        ("[colours]\noverdue = \"crimson\"", "没有这种颜色"),
        ("[colours]\noverdue = \"#12345\"", "没有这种颜色"),
        ("[colours]\noverdue = \"#+1+1+1\"", "没有这种颜色"),
        ("[colours]\noverdue = 3", "颜色要加引号"),
        (
            "[colours]\ndepth = 8",
            "只能写 auto、16、256、true 中的一个",
        ),
        (
            "[keys]\nurge = [\"u\"]",
            "第 2 行有误：按键要写在 [keys.urge] 下面",
        ),
        (
            "[keys.acts]\n\nurge = []",
            "第 3 行有误：「urge」要有 1 到 8 个键",
        ),
        (
            "[keys.acts]\nurge = [1]",
            "第 2 行有误：「urge」要有 1 到 8 个键",
        ),
        ("[keys.acts.urge]\na = 1", "要有 1 到 8 个键"),
        ("[[keys]]\na = 1", "第 1 行有误"),
        ("pane = \"\u{7}\"", "第 1 行有误：不合 TOML 写法"),
        ("\"a\\u001b[31m\" = 1", "没有「a[31m」这一项"),
    ] {
        let found = fault(text);
        if !found.contains(told) || found.contains('\u{1b}') {
            wrong.push((found, told));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_setting_says_itself_and_reads_itself() {
    for (at, setting) in SETTINGS.iter().enumerate() {
        assert!(!setting.about.is_empty());
        assert!(SETTINGS[..at].iter().all(|it| it.name != setting.name));
        let (table, key) = setting.parts();
        let value = setting.value(&Choices::default());
        let head = if table.is_empty() {
            String::new()
        } else {
            format!("[{table}]\n")
        };
        let config = parse(&format!("{head}{key} = {value}\n")).unwrap();
        assert_eq!(config.choices, Choices::default(), "{}", setting.name);
        assert!(config.line_of(setting.name).is_some());
    }
}

#[test]
fn a_file_that_is_named_must_be_there_and_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    for (bytes, told) in [
        (None, "读不了设置文件"),
        (Some(&b"\xff\xfe"[..]), "不是 UTF-8 文字"),
        (Some("\u{feff}panel = 1\n".as_bytes()), "第 1 行有误"),
    ] {
        if let Some(bytes) = bytes {
            std::fs::write(&path, bytes).unwrap();
        }
        let error = Config::read(Some(&path)).unwrap_err();
        assert!(error.message.contains(told), "{error}");
        assert!(!error.hints.is_empty());
    }
    assert!(
        Config::read(Some(folder.path()))
            .unwrap_err()
            .message
            .contains("不是文件")
    );
}

proptest! {
    #[test]
    fn nothing_that_is_written_breaks_the_reader(text in "([a-z_.\\[\\]=\"' \n#0-9-]|pane|keys\\.acts|colours|\\PC){0,60}") {
        if let Err((line, reason)) = parse(&text) {
            prop_assert!(line.is_none_or(|it| (1..=text.split('\n').count()).contains(&it)));
            prop_assert!(!reason.is_empty() && !reason.contains(char::is_control), "{reason}");
        }
    }
}
