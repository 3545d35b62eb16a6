//! Names of sheets: as spreadsheets allow them, and none twice.

use std::collections::HashSet;

use super::parts::{fit, head, units};
use crate::text::clean::{clean_line, half_width};

/// No name is longer, counted as spreadsheets count.
const LONGEST: usize = 31;

/// The names that a workbook's sheets have so far.
pub struct Names(HashSet<String>);

impl Names {
    /// No sheet yet. Excel keeps one name for itself.
    pub fn new() -> Self {
        Self(HashSet::from(["history".to_owned()]))
    }

    /// The name for the next sheet, as near to the wanted one as may be.
    pub fn take(&mut self, wanted: &str) -> String {
        let allowed: String = fit(&clean_line(wanted)).chars().map(allowed).collect();
        let allowed = allowed.trim();
        let allowed = if allowed.is_empty() { "表" } else { allowed };
        let mut name = shortened(allowed, LONGEST);
        let mut number = 1;
        while !self.0.insert(folded(&name)) {
            number += 1;
            let mark = format!("({number})");
            name = shortened(allowed, LONGEST - mark.len()) + &mark;
        }
        name
    }
}

/// What spreadsheets refuse in a name becomes something else; Chinese ones refuse the full-width forms too.
fn allowed(character: char) -> char {
    match half_width(character) {
        '[' => '（',
        ']' => '）',
        ':' | '*' | '?' | '/' | '\\' => '-',
        '\'' => '’',
        _ => character,
    }
}

fn shortened(name: &str, most: usize) -> String {
    if units(name) <= most {
        name.to_owned()
    } else {
        format!("{}…", head(name, most - 1))
    }
}

/// Two names that fold to the same are one to a spreadsheet.
fn folded(name: &str) -> String {
    let narrow: String = name.chars().map(half_width).collect();
    narrow.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_made_allowed_and_given_once() {
        let mut names = Names::new();
        for (wanted, given) in [
            ("逾期事项", "逾期事项"),
            ("逾期事项", "逾期事项(2)"),
            ("逾期事项", "逾期事项(3)"),
            ("完成率[%]：甲/乙\\丙*?", "完成率（%）-甲-乙-丙--"),
            ("'单引号'", "’单引号’"),
            ("", "表"),
            (" \t\n\u{1b}", "表(2)"),
            ("Abc", "Abc"),
            ("aBC", "aBC(2)"),
            ("ＡＢＣ", "ＡＢＣ(3)"),
            ("History", "History(2)"),
        ] {
            assert_eq!(names.take(wanted), given);
        }
        let long = "健".repeat(40);
        assert_eq!(names.take(&long), "健".repeat(30) + "…");
        assert_eq!(names.take(&long), "健".repeat(27) + "…(2)");
        // Two units each.
        assert_eq!(names.take(&"𠮷".repeat(16)), "𠮷".repeat(15) + "…");
    }

    proptest! {
        #[test]
        fn any_name_is_allowed(wanted in prop::collection::vec(any::<String>(), 1..20)) {
            let mut names = Names::new();
            for wanted in wanted {
                let name = names.take(&wanted);
                prop_assert!(rust_xlsxwriter::utility::check_sheet_name(&name).is_ok(), "{}", name);
            }
        }
    }
}
