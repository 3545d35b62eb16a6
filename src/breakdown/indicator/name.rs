//! The brackets behind an indicator's name: its unit and the body that answers.

use super::cell;
use crate::breakdown::enclosed;
use crate::text::pattern::Pattern;

/// A name without its brackets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// The unit in brackets.
    pub unit: String,
    /// The body in brackets.
    pub owner: String,
}

/// Takes the unit and the owner off the end of a printed name.
pub fn read(printed: &str) -> Name {
    let mut name = Name::default();
    let mut rest = printed.trim();
    while let Some(range) = enclosed::brackets(rest)
        .into_iter()
        .next_back()
        .filter(|range| range.end == rest.len() && range.start > 0)
    {
        let bracket = rest.get(range.clone()).unwrap_or_default();
        let inside = bracket.trim_matches(['（', '）', '(', ')']).trim();
        let is_single = inside.chars().count() == 1;
        if name.unit.is_empty() && (cell::is_unit(inside) || is_single) {
            inside.clone_into(&mut name.unit);
        } else if name.owner.is_empty() && is_body(inside) {
            inside.clone_into(&mut name.owner);
        } else {
            break;
        }
        rest = rest.get(..range.start).unwrap_or_default().trim_end();
    }
    rest.clone_into(&mut name.text);
    name
}

/// Whether the words are the names of bodies.
fn is_body(text: &str) -> bool {
    static BODY: Pattern = Pattern::new(
        r"^[^含不除按非以其\d%（）()][^\d%（）()]{1,19}(?:局|委|委员会|办|办公室|厅|[^东西南北中内全]部|政府|会|中心|院|署|联社|妇联|残联|集团|公司)$",
    );
    static LABEL: Pattern =
        Pattern::new(r"^(?:(?:责任|牵头|负责)(?:单位|部门)|由)~[:：]?~|(?:~(?:牵头|负责))$");
    let bare = LABEL.find(text).map_or(text, |label| {
        if label.start() == 0 {
            text.get(label.end()..).unwrap_or_default()
        } else {
            text.get(..label.start()).unwrap_or_default()
        }
    });
    bare.split(['、', '，', ',', '；', ';'])
        .all(|name| BODY.is_match(name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_behind_a_name_are_unit_and_owner() {
        for (printed, text, unit, owner) in [
            ("甲病发病率（%）（市甲局）", "甲病发病率", "%", "市甲局"),
            ("步道长度(市乙办) (公里)", "步道长度", "公里", "市乙办"),
            ("丙率（1/10万）", "丙率", "1/10万", ""),
            ("丁员（助理）数（人/千人）", "丁员（助理）数", "人/千人", ""),
            ("戊覆盖率（城市）", "戊覆盖率（城市）", "", ""),
            ("己数（不含西部）", "己数（不含西部）", "", ""),
            ("庚率（市甲局、市乙委）", "庚率", "", "市甲局、市乙委"),
            ("（%）", "（%）", "", ""),
            ("", "", "", ""),
        ] {
            let name = read(printed);
            assert_eq!(
                (name.text.as_str(), name.unit.as_str(), name.owner.as_str()),
                (text, unit, owner)
            );
        }
    }
}
