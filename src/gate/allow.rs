//! Holds the words that came from afar against the table. The default is no.

use std::fmt::Write as _;

use super::table::{Entry, Given, TABLE, Takes};
use crate::app::{Error, Kind};
use crate::domain::person::Role;

/// What to do after a refusal.
const HELP: &str = "用 help 查看可用的命令。";

/// The words again, in the one form that leaves nothing to interpret (`--flag=value`, flags last), if all of them are
/// permitted to the role.
///
/// # Errors
/// Says what is not permitted.
pub fn check(words: &[String], role: Role) -> Result<Vec<String>, Error> {
    let entry = find(words)?;
    if !entry.who.includes(role) {
        return Err(
            Error::user(format!("{}不能使用「{}」。", role.label(), entry.name()))
                .hinted(HELP)
                .of_kind(Kind::Permission),
        );
    }
    let own = entry.words.iter().filter(|it| !it.is_empty()).count();
    let mut given: Vec<String> = Vec::new();
    let mut flags: Vec<String> = Vec::new();
    let mut told: Option<&str> = None;
    let mut rest = words[own..].iter();
    while let Some(word) = rest.next() {
        if is_flag(word, entry) {
            let (flag, takes, typed) = flag_of(word, entry)?;
            flags.push(match takes {
                Takes::Nothing if typed.is_some() => {
                    return Err(refused(format!("「--{flag}」后面不写内容。")));
                }
                Takes::Nothing => format!("--{flag}"),
                Takes::Word(_) | Takes::Text(_) => {
                    let value = match typed {
                        Some(value) => value,
                        None => value_of(flag, rest.next())?,
                    };
                    format!("--{flag}={value}")
                }
            });
            if matches!(takes, Takes::Text(_)) {
                told = Some(flag);
            }
        } else if let Some(flag) = told {
            return Err(Error::user(format!("「{word}」不能写在「--{flag}」之后。"))
                .hinted("编号写在前面；文字里有空格时，外面再加一层引号：ssh 主机 \"… --text '甲 乙'\"。"));
        } else {
            given.push(word.clone());
        }
    }
    check_given(&given, entry)?;
    let name = entry.words.iter().filter(|it| !it.is_empty());
    let name = name.map(|it| (*it).to_owned());
    Ok(name.chain(given).chain(flags).collect())
}

/// Whether the words ask what may be asked.
pub fn is_help(words: &[String]) -> bool {
    words.first().is_some_and(|it| it == "help")
}

/// What a role may ask, a command and what it does a line each.
pub fn help(role: Role) -> String {
    let mut text = format!(
        "{}可以这样使用（在自己的电脑上执行，主机换成本服务器）：\n",
        role.label()
    );
    text.push_str("  ssh -t 主机\n      打开界面\n");
    for entry in TABLE.iter().filter(|it| it.who.includes(role)) {
        let _ = writeln!(text, "  ssh 主机 {}\n      {}", usage(entry), entry.about);
    }
    text.push_str(
        "文字里有空格或符号时写两层引号：ssh 主机 \"task report 12 --text '已完成 5 条'\"。\n",
    );
    text
}

fn usage(entry: &Entry) -> String {
    let mut text = entry.name();
    text.push_str(match entry.given {
        Given::Nothing => "",
        Given::Number => " 编号",
        Given::Numbers => " 编号…",
        Given::Name => " 名称",
        Given::PerhapsName => " [登录名]",
        Given::PerhapsNumber => " [编号]",
        Given::Input => " -",
    });
    for (flag, takes) in entry.flags {
        // Writing to a String never fails.
        let _ = match takes {
            Takes::Nothing => write!(text, " [--{flag}]"),
            Takes::Word(value) | Takes::Text(value) => write!(text, " [--{flag}={value}]"),
        };
    }
    text
}

fn find(words: &[String]) -> Result<&'static Entry, Error> {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    TABLE
        .iter()
        .find(|it| it.words[0] == word(0) && (it.words[1].is_empty() || it.words[1] == word(1)))
        .ok_or_else(|| {
            let typed: Vec<&str> = [word(0), word(1)]
                .into_iter()
                .filter(|it| !it.is_empty())
                .collect();
            refused(format!(
                "通过 SSH 不能使用「{}」。",
                shortened(&typed.join(" "))
            ))
        })
}

/// A dash alone stands for standard input, where the command reads that; all else that begins with one means a flag.
fn is_flag(word: &str, entry: &Entry) -> bool {
    word.starts_with('-') && !(word == "-" && entry.given == Given::Input)
}

/// The flag of the table that a word names, what it takes, and the value behind its `=`.
fn flag_of(word: &str, entry: &Entry) -> Result<(&'static str, Takes, Option<String>), Error> {
    let bare = word.strip_prefix("--").unwrap_or_default();
    let (name, value) = match bare.split_once('=') {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (bare, None),
    };
    let found = entry.flags.iter().find(|(flag, _)| *flag == name);
    let (flag, takes) = found.ok_or_else(|| {
        refused(format!(
            "通过 SSH 使用「{}」时不能写「{}」。",
            entry.name(),
            shortened(word)
        ))
    })?;
    Ok((flag, *takes, value))
}

fn value_of(flag: &str, next: Option<&String>) -> Result<String, Error> {
    match next {
        Some(value) if !value.starts_with('-') => Ok(value.clone()),
        Some(_) => Err(Error::user(format!("「--{flag}」后面还缺内容。"))
            .hinted(format!("内容以 - 开头时写作 --{flag}=内容。"))),
        None => Err(refused(format!("「--{flag}」后面还缺内容。"))),
    }
}

fn check_given(given: &[String], entry: &Entry) -> Result<(), Error> {
    let is_number = |word: &String| {
        (1..=18).contains(&word.len()) && word.bytes().all(|it| it.is_ascii_digit())
    };
    let (wanted, is_right) = match entry.given {
        Given::Nothing => ("", given.is_empty()),
        Given::Number => ("一个编号", given.len() == 1 && given.iter().all(is_number)),
        Given::Numbers => ("编号", !given.is_empty() && given.iter().all(is_number)),
        Given::Name => ("一个名称", given.len() == 1 && !given[0].is_empty()),
        Given::PerhapsName => ("一个名称", given.len() <= 1),
        Given::PerhapsNumber => ("一个编号", given.len() <= 1 && given.iter().all(is_number)),
        Given::Input => ("一个 -，从标准输入读", given == ["-"]),
    };
    if is_right {
        return Ok(());
    }
    let name = entry.name();
    Err(refused(match given.iter().find(|it| !is_number(it)) {
        Some(_) if wanted.is_empty() => format!("「{name}」后面不能再写别的。"),
        Some(word) if matches!(entry.given, Given::Number | Given::Numbers) => {
            format!("「{}」不是编号。", shortened(word))
        }
        _ if wanted.is_empty() => format!("「{name}」后面不能再写别的。"),
        _ => format!("「{name}」后面要写{wanted}。"),
    }))
}

fn refused(what: String) -> Error {
    Error::user(what).hinted(HELP)
}

/// Enough of what was typed to know it again.
fn shortened(text: &str) -> String {
    crate::text::width::cut(text, 40)
}

#[cfg(test)]
mod tests {
    use super::super::grammar::split;
    use super::super::table::Who;
    use super::*;

    fn checked(line: &str, role: Role) -> Result<String, String> {
        check(&split(line).unwrap(), role)
            .map(|it| it.join("|"))
            .map_err(|it| it.message)
    }

    /// A whole command for every row of the table, in its order, and for which of coordinator, liaison, viewer,
    /// administrator it is.
    const COMMANDS: &[(&str, &str)] = &[
        ("task list --overdue --search 无烟", "yyyy"),
        ("task show 1", "yyyy"),
        ("task history 1", "yyyy"),
        ("task sign 1 2", "yyny"),
        ("task decline 1 --text 不归我们", "yyny"),
        (
            "task report 1 --text 已开展 --percent 50 --problems 缺人 --stamped 2020-12-30",
            "yyny",
        ),
        ("task submit 1 --text 已完成", "yyny"),
        ("task ask-extension 1 --due 2027-01-01 --text 缓", "yyny"),
        ("task assign 1 --lead 市卫健委 --support 市教育局", "ynny"),
        ("task close 1", "ynny"),
        ("task send-back 1 --text 不全", "ynny"),
        ("task urge 1", "ynny"),
        ("task suspend 1 --text 等", "ynny"),
        ("task resume 1", "ynny"),
        ("task cancel 1 --basis 文", "ynny"),
        ("task reopen 1 --text 再", "ynny"),
        ("task expand 1", "ynny"),
        ("task grant 1", "ynny"),
        ("task refuse 1 --text 不", "ynny"),
        ("task revise 1 --title 新名 --basis 文", "ynny"),
        ("task undo", "yyny"),
        ("task redo", "yyny"),
        ("task recur", "ynny"),
        ("export weekly --week 2020-W52", "yyyy"),
        ("export sent 1", "yyyy"),
        ("export checklist --department 市卫健委", "yyyy"),
        ("export scorecard --since 2020-01-01 --format docx", "yyyy"),
        ("export tasks --overdue --format xlsx --search 无烟", "yyyy"),
        ("export notice --department 市卫健委 --contact 王敏", "yyyy"),
        ("export workbook --department 市卫健委", "yyyy"),
        ("export plan anshan-2018", "yyyy"),
        ("department list --format json", "yyyy"),
        ("department show 市卫健委", "yyyy"),
        ("indicator list", "yyyy"),
        ("indicator show 1", "yyyy"),
        (
            "indicator read 1 --year 2020 --value 3 --source 年鉴",
            "yyny",
        ),
        ("indicator undo 1", "yyny"),
        ("import - --dry-run --json", "ynny"),
        ("collect - --dry-run --format json", "yyny"),
        ("edition list", "ynny"),
        ("edition show 1", "ynny"),
        ("edition take 1 --basis 文", "ynny"),
        ("edition refuse 1 --basis 文", "ynny"),
        ("user list --all --format json", "ynny"),
        ("key list li", "ynny"),
        ("audit list --from 2020-12-01 --limit 5", "yyyy"),
        ("audit verify", "ynny"),
        ("help", "yyyy"),
    ];

    #[test]
    fn every_role_may_ask_what_the_table_says() {
        let roles = [
            Role::Coordinator,
            Role::Liaison,
            Role::Viewer,
            Role::Administrator,
        ];
        assert_eq!(COMMANDS.len(), TABLE.len());
        for ((line, row), entry) in COMMANDS.iter().zip(TABLE) {
            assert!(line.starts_with(&entry.name()), "{line}");
            for (role, wanted) in roles.into_iter().zip(row.chars()) {
                let found = checked(line, role);
                assert_eq!(found.is_ok(), wanted == 'y', "{role:?} {line}: {found:?}");
                let told = format!("ssh 主机 {}", entry.name());
                assert_eq!(help(role).contains(&told), wanted == 'y');
            }
        }
    }

    #[test]
    fn the_table_is_what_the_command_line_takes() {
        for entry in TABLE {
            let twins = TABLE.iter().filter(|it| it.words == entry.words);
            assert_eq!(twins.count(), 1, "{}", entry.name());
            for (flag, _) in entry.flags {
                for never in [
                    "db", "as", "today", "output", "keep", "key", "help", "version",
                ] {
                    assert_ne!(*flag, never, "{}", entry.name());
                }
            }
        }
        assert!(TABLE.iter().any(|it| it.who == Who::Coordinating));
    }

    #[test]
    fn the_words_come_back_in_one_form() {
        for (line, wanted) in [
            (
                "task report 12 --text '已完成 5 条' --percent 50",
                "task|report|12|--text=已完成 5 条|--percent=50",
            ),
            (
                "task report --percent 50 12 --text=--db=x",
                "task|report|12|--percent=50|--text=--db=x",
            ),
            ("task report 12 --text=", "task|report|12|--text="),
            ("task report 12 --text ''", "task|report|12|--text="),
            ("import --format docx -", "import|-|--format=docx"),
            (
                "task assign 3 --support 甲 --support 乙",
                "task|assign|3|--support=甲|--support=乙",
            ),
            ("key list", "key|list"),
        ] {
            assert_eq!(checked(line, Role::Coordinator).as_deref(), Ok(wanted));
        }
    }

    #[test]
    fn what_the_table_does_not_name_is_refused() {
        for line in [
            "",
            "sh",
            "'' ''",
            "/bin/sh -c id",
            "scp -t /tmp",
            "scp -f /etc/passwd",
            "rsync --server -vlogDtpre.iLsfxC . /tmp",
            "/usr/lib/openssh/sftp-server",
            "internal-sftp",
            "git-upload-pack x",
            "TASK LIST",
            "task",
            "task list extra",
            "task frob 1",
            "task list --db x",
            "task list --db=x",
            "--db x task list",
            "--db=x task list",
            "task --db x list",
            "task list --as wang",
            "task list --as=wang",
            "task list --today 2020-01-01",
            "task list --today=2020-01-01",
            "task list -h",
            "task list --help",
            "task list --version",
            "task list --",
            "task show -- 1",
            "task show 1 --",
            "task show 1 2",
            "task show -1",
            "task show x",
            "task show",
            "task show 1234567890123456789",
            "task show １",
            "task show '1 '",
            "task show ''",
            "task sign",
            "task report 1 --text",
            "task report 1 --text --percent 5",
            "task report 1 --text '--db=x'",
            "task report 1 --percent -5",
            "task report 1 '--text' -x",
            "task report 1 --text=甲 2",
            "task report 1 --text 已完成 5",
            "task report 1 '--db=x'",
            "task report 1 -- --db",
            "task report 1 --tex 甲",
            "task report 1 -t 甲",
            "task report 1 -",
            "task report 1 --due 2027-01-01",
            "task list --overdue=1",
            "export weekly -o f",
            "export weekly -of",
            "export weekly --output f",
            "export weekly --output=f",
            "export weekly --format md -o f",
            "export plan anshan-2018 --output=f",
            "export scorecard --rules /etc/passwd",
            "export scorecard --rules=f",
            "export tasks -o f",
            "export notice --output=f",
            "export sheets --folder d",
            "export sheets --folder=d",
            "export plan",
            "export plan -o",
            "export plan ''",
            "export",
            "import",
            "import /etc/passwd",
            "import 计划.docx",
            "import - -",
            "import -- -",
            "import - --db=x",
            "demo",
            "demo --keep f",
            "seed",
            "seed --list",
            "gate --key x",
            "gate keys",
            "key add li -",
            "key revoke x",
            "key list --format=json --db x",
            "user add x --role administrator",
            "department add 甲",
            "audit",
            "backup f",
            "help task",
            "–-db x",
            "task list ——db x",
            "task list －－db x",
        ] {
            let found = checked(line, Role::Administrator);
            assert!(found.is_err(), "{line}: {found:?}");
        }
    }

    #[test]
    fn a_refusal_says_what_and_what_to_do() {
        for (line, role, wanted) in [
            ("import -", Role::Liaison, "联络员不能使用「import」。"),
            ("task sign 1", Role::Viewer, "查阅不能使用「task sign」。"),
            ("sh -c id", Role::Viewer, "通过 SSH 不能使用「sh -c」。"),
            (
                "task list --db x",
                Role::Coordinator,
                "通过 SSH 使用「task list」时不能写「--db」。",
            ),
            ("task show x", Role::Viewer, "「x」不是编号。"),
            (
                "task list x",
                Role::Viewer,
                "「task list」后面不能再写别的。",
            ),
            (
                "import 计划.docx",
                Role::Coordinator,
                "「import」后面要写一个 -，从标准输入读。",
            ),
            (
                "task report 1 --text 已完成 5",
                Role::Liaison,
                "「5」不能写在「--text」之后。",
            ),
        ] {
            let error = check(&split(line).unwrap(), role).unwrap_err();
            assert_eq!((error.message.as_str(), error.hints.len()), (wanted, 1));
        }
    }
}
