//! Text from people or files, made fit to keep and to show: no controls, no invisible or direction-changing characters.

/// The text with line ends as LF, tabs and no-break spaces as spaces, and every control or invisible character gone.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' | '\u{a0}' | '\u{202f}' => out.push(' '),
            _ if is_dropped(character) => {}
            _ => out.push(character),
        }
    }
    out
}

/// The same for text that must stay on one line: line ends become spaces too.
pub fn clean_line(text: &str) -> String {
    clean(text).replace('\n', " ")
}

/// A full-width form as the half-width character it stands for: ６ ％ ？ ｑ; any other as it is.
pub fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        other => other,
    }
}

/// C0, C1 and DEL, zero-width and direction-changing characters, the soft hyphen and the byte order mark.
fn is_dropped(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_go_and_spaces_become_plain() {
        for (dirty, tidy) in [
            ("甲\r\n乙\r丙", "甲\n乙\n丙"),
            ("甲\t乙\u{a0}丙", "甲 乙 丙"),
            (
                "\u{feff}甲\u{200b}乙\u{202e}丙\u{2066}丁\u{ad}戊",
                "甲乙丙丁戊",
            ),
            ("\u{1b}[31m红\u{7f}\u{9b}", "[31m红"),
            ("甲\u{3000}乙", "甲\u{3000}乙"),
        ] {
            assert_eq!(clean(dirty), tidy);
        }
        assert_eq!(clean_line("甲\r\n乙\n丙"), "甲 乙 丙");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in ".*") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert!(!clean_line(&text).chars().any(char::is_control));
        }
    }
}
