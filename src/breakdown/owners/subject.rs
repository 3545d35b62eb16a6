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

/// Every body that is the subject of a clause.
pub fn find(text: &str) -> Vec<Subject> {
    static SUBJECT: Pattern = Pattern::new(
        r"(?:^|[。；;，,\n：:]|是|\d[.．、])~(?:由)?(?P<name>(?:国家|全国|中央|国务院|省|市|区|县|自治区)(?:[\p{Han}]{1,12}?)(?:委员会|委|局|部|厅|办公室|办|总局|署))(?:要|应|须|会同|牵头|负责|将|组织|建立|推行|印发|制定|完成|开展|按照|根据|定期|每年|可以|对|联合|统筹|加强|做好|指导|于|在|[:：])",
    );
    static NO_NAME: Pattern = Pattern::new(r"有关|相关|各|全部|干部|内部|外部|基层|级|部门|的");
    SUBJECT
        .captures_iter(text)
        .filter_map(|captures| captures.name("name"))
        .filter(|name| !NO_NAME.is_match(name.as_str()))
        .map(|name| Subject {
            range: name.range(),
            name: name.as_str().to_owned(),
        })
        .collect()
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
            ("各区要加强管理。", vec![]),
            ("全部干部要参加。", vec![]),
            ("市级有关部门要落实。", vec![]),
        ] {
            let got: Vec<_> = find(text).into_iter().map(|subject| subject.name).collect();
            assert_eq!(got, names, "{text}");
        }
    }
}
