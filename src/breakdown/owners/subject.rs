//! Owners that stand as the subject of a sentence: 市教育局要会同…, 2019年3月底前，国家某委推行….

use std::ops::Range;

use crate::domain::draft::{DraftOwner, OwnerRole};
use crate::text::pattern::Pattern;

/// A body that does something in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Where its name stands.
    pub range: Range<usize>,
    /// Its name as printed.
    pub name: String,
}

impl Subject {
    /// The owner that it makes: the first one named leads.
    pub fn owner(&self, index: usize) -> DraftOwner {
        DraftOwner {
            name: self.name.clone(),
            role: if index == 0 {
                OwnerRole::Lead
            } else {
                OwnerRole::Support
            },
        }
    }
}

/// The name of a body whose first word says whose it is.
macro_rules! body {
    () => {
        r"(?:国家|全国|中央|国务院|省|市|区|县|自治区)[\p{Han}]{1,12}?(?:委员会|委|局|部|厅|办公室|办|总局|署|中心|总队|研究院|医院)"
    };
}

/// Every body that is the subject of a clause, and those that it acts with (会同).
pub fn find(text: &str) -> Vec<Subject> {
    static SUBJECT: Pattern = Pattern::new(concat!(
        r"(?:^|[。；;，,\n：:]|是|\d[.．、]|[底日]前)~(?:由)?(?P<names>",
        body!(),
        "(?:、",
        body!(),
        ")*)",
        r"(?:要|应|须|会同|牵头|负责|将|组织|建立|推行|印发|制定|完成|开展|按照|根据|定期|每年|可以|对|联合|统筹|统一|共同|发布|加强|做好|重点|推进|启动|继续|积极|进一步|指导|于|在|[:：])",
    ));
    static WITH: Pattern = Pattern::new(concat!(
        r"会同(?P<names>(?:",
        body!(),
        r"|[\p{Han}]{2,8}部)(?:[、和](?:",
        body!(),
        r"|[\p{Han}]{2,8}部))*)(?:[，,按对成建制等]|统|加|做|开|印|组|发)",
    ));
    let mut found: Vec<Subject> = [&SUBJECT, &WITH]
        .into_iter()
        .flat_map(|pattern| pattern.captures_iter(text))
        .filter_map(|captures| captures.name("names"))
        .flat_map(|names| bodies(text, names.range()))
        .collect();
    found.sort_by_key(|subject| subject.range.start);
    found
}

/// The names of a list of bodies; groups are no names.
fn bodies(text: &str, list: Range<usize>) -> Vec<Subject> {
    static NO_NAME: Pattern = Pattern::new(r"有关|相关|各|全部|干部|内部|外部|基层|级|部门|的");
    let words = text.get(list.clone()).unwrap_or_default();
    let mut found = Vec::new();
    let mut from = 0;
    for (at, joint) in words.match_indices(['、', '和']).chain([(words.len(), "")]) {
        let name = words.get(from..at).unwrap_or_default();
        // 人力资源和社会保障局 is one name.
        if joint == "和" && !super::names::is_body(name) {
            continue;
        }
        if !NO_NAME.is_match(name) {
            found.push(Subject {
                range: list.start + from..list.start + at,
                name: name.to_owned(),
            });
        }
        from = at + joint.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_that_act_are_seen() {
        for (text, names) in [
            ("市教育局要会同相关部门做好监测。", vec!["市教育局"]),
            (
                "2019年3月底前，国家某某委推行统一编码。国家药品局印发目录。",
                vec!["国家某某委", "国家药品局"],
            ),
            (
                "市甲局、市乙中心加强监督，12月底前市丙办完成评估。",
                vec!["市甲局", "市乙中心", "市丙办"],
            ),
            ("市甲局会同市乙局建立制度。", vec!["市甲局", "市乙局"]),
            (
                "国家甲局将按月通报，会同财政部按季度通报。",
                vec!["国家甲局", "财政部"],
            ),
            ("市甲局会同有关部门开展检查。", vec!["市甲局"]),
            ("各区要加强管理。", vec![]),
            ("全部干部要参加。", vec![]),
            ("市级有关部门要落实。", vec![]),
        ] {
            let got: Vec<_> = find(text).into_iter().map(|subject| subject.name).collect();
            assert_eq!(got, names, "{text}");
        }
    }
}
