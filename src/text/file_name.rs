//! File names that every file system takes.

/// The longest part of a name that comes from a text, in bytes: with what stands around it under the 255 of most systems,
/// and under the 143 of encrypted home folders.
const LONGEST: usize = 90;

/// A text as part of a file name: without what some system refuses (`/ \ : * ? " < > |`, controls), without blanks and
/// full stops at its ends, not too long, and never empty.
pub fn part(text: &str) -> String {
    let is_refused = |it: char| {
        it.is_control() || matches!(it, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
    };
    let clean = super::clean::clean_line(text);
    let allowed = clean
        .chars()
        .map(|it| if is_refused(it) { '-' } else { it });
    let mut name = String::new();
    for character in allowed {
        if name.len() + character.len_utf8() > LONGEST {
            break;
        }
        name.push(character);
    }
    let name = name.trim_matches([' ', '.', '\u{3000}']);
    if name.is_empty() { "无名" } else { name }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_nothing_that_a_system_refuses() {
        for (text, name) in [
            ("市卫健委", "市卫健委"),
            ("县(市)区/管委会", "县(市)区-管委会"),
            ("a\\b:c*d?e\"f<g>h|i", "a-b-c-d-e-f-g-h-i"),
            ("..\u{1b}[2J\u{202e}甲. ", "[2J甲"),
            ("../../etc", "-..-etc"),
            ("甲\n乙", "甲 乙"),
            ("", "无名"),
            (" . ", "无名"),
        ] {
            assert_eq!(part(text), name);
        }
        assert_eq!(part(&"督".repeat(200)), "督".repeat(30));
    }
}
