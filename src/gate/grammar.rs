//! Words out of the one line that comes over SSH. No shell ever sees it: quotes group, and nothing is expanded.

use crate::app::Error;

/// The longest line.
pub const LONGEST: usize = 64 * 1024;
/// The most words.
pub const MOST_WORDS: usize = 600;

/// What a shell would act on where it stands outside quotes. Nothing here does; whoever writes one means a shell.
const SHELL: &str = ";|&<>`$(){}*?~#!";

/// Splits a line into its words: parted by blanks; '…' and "…" hold together; a backslash stands before a quote, a
/// backslash or a blank.
///
/// # Errors
/// Refuses controls, quotes without their end, shell characters outside quotes, and what is too long.
pub fn split(line: &str) -> Result<Vec<String>, Error> {
    if line.len() > LONGEST {
        return Err(
            Error::user("命令太长，超过 64 KiB。").hinted("长文字请分几次填写，或在界面里填写。")
        );
    }
    if line.contains(char::is_control) {
        return Err(Error::user("命令里有换行或其他控制字符。").hinted("请写成一行后再试。"));
    }
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' => words.extend(word.take()),
            '\'' | '"' => quoted(letter, &mut letters, word.get_or_insert_default())?,
            '\\' => match letters.next() {
                Some(next @ ('\'' | '"' | '\\' | ' ')) => word.get_or_insert_default().push(next),
                _ => {
                    return Err(Error::user("反斜杠用得不对。")
                        .hinted("它只写在引号、反斜杠或空格之前；其余文字请用引号括起来。"));
                }
            },
            _ if SHELL.contains(letter) => {
                return Err(Error::user(format!(
                    "命令里有「{letter}」，这里没有 shell，不起作用。"
                ))
                .hinted("如果它是文字的一部分，请把文字用引号括起来。"));
            }
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    if words.len() > MOST_WORDS {
        return Err(
            Error::user(format!("命令太长，超过 {MOST_WORDS} 个词。")).hinted("请分几次办理。")
        );
    }
    Ok(words)
}

/// Takes letters up to the closing quote. Between ' and ' every one stands for itself.
fn quoted(quote: char, letters: &mut std::str::Chars<'_>, word: &mut String) -> Result<(), Error> {
    while let Some(letter) = letters.next() {
        if letter == quote {
            return Ok(());
        }
        let mut next = letters.clone();
        match (letter, quote, next.next()) {
            ('\\', '"', Some(escaped @ ('"' | '\\'))) => {
                word.push(escaped);
                *letters = next;
            }
            _ => word.push(letter),
        }
    }
    Err(Error::user("引号没有配对。").hinted("请补上另一半引号。"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blanks_part_and_quotes_hold_together() {
        let wanted: &[(&str, &[&str])] = &[
            ("", &[]),
            ("   ", &[]),
            ("task list", &["task", "list"]),
            ("  task   list  ", &["task", "list"]),
            (
                "task report 12 --text '已完成 5 条；其余“在建”'",
                &["task", "report", "12", "--text", "已完成 5 条；其余“在建”"],
            ),
            ("a \"\" ''", &["a", "", ""]),
            ("--text='a b'\"c d\"e", &["--text=a bc de"]),
            (r#""say \"hi\" \\ \n""#, &[r#"say "hi" \ \n"#]),
            (r"'a\'", &[r"a\"]),
            (r"a\ b \'c\' \\", &["a b", "'c'", r"\"]),
            (
                "'$(reboot) `id` ; | & < > * ? ~ # ! {a,b}'",
                &["$(reboot) `id` ; | & < > * ? ~ # ! {a,b}"],
            ),
            ("\"$HOME\"", &["$HOME"]),
            ("全角　空格", &["全角　空格"]),
        ];
        for (line, words) in wanted {
            assert_eq!(&split(line).unwrap(), words, "{line}");
        }
    }

    #[test]
    fn what_means_a_shell_is_refused() {
        for letter in SHELL.chars() {
            for line in [
                format!("task list {letter}"),
                format!("{letter}"),
                format!("task{letter}list"),
            ] {
                let error = split(&line).unwrap_err();
                assert!(error.message.contains(letter), "{line}: {error}");
                assert_eq!(error.hints.len(), 1);
            }
        }
        for line in [
            "task list\nreboot",
            "task list\0",
            "task\tlist",
            "'a\nb'",
            "a \u{1b}[2J",
            "a\u{9b}b",
            "a\u{7f}",
            "'a",
            "\"a",
            "a'",
            "\"a\\\"",
            "a\\",
            "a\\n",
            "\\;",
        ] {
            assert!(split(line).is_err(), "{line:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_refused() {
        assert!(split(&"a".repeat(LONGEST)).is_ok());
        assert!(split(&"a".repeat(LONGEST + 1)).is_err());
        assert_eq!(split(&"a ".repeat(MOST_WORDS)).unwrap().len(), MOST_WORDS);
        assert!(split(&"a ".repeat(MOST_WORDS + 1)).is_err());
    }

    proptest! {
        #[test]
        fn a_quoted_text_comes_out_as_it_is(text in "[^'\\p{Cc}]*") {
            let wanted = vec!["--text".to_owned(), text.clone()];
            prop_assert_eq!(split(&format!("--text '{text}'")).unwrap(), wanted);
        }

        #[test]
        fn no_line_breaks_it(line in "\\PC*") {
            if let Ok(words) = split(&line) {
                prop_assert!(words.iter().map(String::len).sum::<usize>() <= line.len());
            }
        }
    }
}
