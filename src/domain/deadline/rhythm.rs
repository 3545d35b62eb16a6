//! How often a duty comes back (周期性任务): 每年, 春秋两季, 定期, ….

use std::ops::Range;

use crate::domain::recurrence::Recurrence;
use crate::text::pattern::Pattern;

/// The printed forms, the first that stands leftmost wins.
static RHYTHMS: [(Pattern, Recurrence); 10] = [
    (
        Pattern::new(r"每~(?:两|2|二)~年|隔年|(?:两|2|二)年(?:[一1]|开展[一1]|组织[一1])次"),
        Recurrence::EveryTwoYears,
    ),
    (
        Pattern::new(
            r"每~[一二两三四五六七八九十\d]+(?:~[—–～至-]+~[一二两三四五六七八九十\d]+)?~(?:年|个月|月|季度|周|天|日)|每隔|[三四五六3-6]年(?:[一1]|开展[一1]|组织[一1])[次轮届]",
        ),
        Recurrence::Regular,
    ),
    (
        Pattern::new(
            r"每~半~年|半年(?:一次|[一1]次|开展一次|召开一次)|春秋两季|春、?秋季?两季|春季、秋季|每年(?:春秋|[二两2]次)|一年两次",
        ),
        Recurrence::HalfYearly,
    ),
    (
        Pattern::new(r"每~一?个?季度?|按季度?|逐季"),
        Recurrence::Quarterly,
    ),
    (Pattern::new(r"每~一?个?月|按月|逐月"), Recurrence::Monthly),
    (
        Pattern::new(r"每~一?(?:周|个?星期)|按周"),
        Recurrence::Weekly,
    ),
    (Pattern::new(r"每~一?[天日]|逐日|按日"), Recurrence::Daily),
    (Pattern::new(r"每~一?个?学期"), Recurrence::PerSemester),
    (
        Pattern::new(
            r"每~一?个?(?:年度?|学年)|年平均|年均|逐年|按年度?|(?:^|[，,。；、])年年|次年~\d{1,2}~月|年度(?:增|新增|培训|完成|组织|开展|举办|建设|发布|至少|不少于|监测|评估|考核|评价|审计|检查|体检|督查|专项|重点事项|总结|报告制度|报告)|一年一(?:次|届|度)",
        ),
        Recurrence::Yearly,
    ),
    (Pattern::new(r"定期|不定期"), Recurrence::Regular),
];

impl Recurrence {
    /// The first rhythm that a sentence prints, if any.
    pub fn find_in(sentence: &str) -> Option<Self> {
        Self::find_with_place(sentence).map(|found| found.1)
    }

    /// The first rhythm of a sentence and the bytes on which it stands.
    pub fn find_with_place(sentence: &str) -> Option<(Range<usize>, Self)> {
        // Every form has one of these; most clauses have none.
        let may =
            sentence.contains(['每', '按', '逐', '春', '隔', '年']) || sentence.contains("定期");
        if !may {
            return None;
        }
        let before = |at: usize| sentence.get(..at).unwrap_or_default().trim_end();
        RHYTHMS
            .iter()
            .filter_map(|(pattern, rhythm)| {
                // 人均每日食盐摄入量 is what is measured, not how often something is done.
                let mut found = pattern.find_iter(sentence);
                let found = found.find(|it| !before(it.start()).ends_with('均'))?;
                Some((found.range(), *rhythm))
            })
            .min_by_key(|(range, _)| (range.start, usize::MAX - range.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_rhythms_are_seen() {
        use Recurrence as R;
        for (sentence, rhythm) in [
            ("每年培训骨干100人", Some(R::Yearly)),
            ("每年度公布一次", Some(R::Yearly)),
            ("年度新增床位50张", Some(R::Yearly)),
            ("年均培训3万人", Some(R::Yearly)),
            ("2020年起，每年2月底前完成考核", Some(R::Yearly)),
            ("每半年考评一次", Some(R::HalfYearly)),
            ("组织春秋两季灭鼠", Some(R::HalfYearly)),
            ("到2025年，人均每日食盐摄入量降至5克以下", None),
            ("人均每日用盐5克，每年监测一次", Some(R::Yearly)),
            ("每季度调度一次", Some(R::Quarterly)),
            ("每个季度通报", Some(R::Quarterly)),
            ("每月5日前报送", Some(R::Monthly)),
            ("按月发放", Some(R::Monthly)),
            ("每周巡查", Some(R::Weekly)),
            ("每天锻炼一小时", Some(R::Daily)),
            ("每日消毒", Some(R::Daily)),
            ("每学期体检一次", Some(R::PerSemester)),
            ("每两年修订", Some(R::EveryTwoYears)),
            ("每3～5年轮训一次", Some(R::Regular)),
            ("每三年修订一次", Some(R::Regular)),
            ("三年一轮", Some(R::Regular)),
            ("两年一次", Some(R::EveryTwoYears)),
            ("一年一次", Some(R::Yearly)),
            ("半年一次", Some(R::HalfYearly)),
            ("次年5月底前上报", Some(R::Yearly)),
            ("开展年度评估", Some(R::Yearly)),
            ("年初建账、逐月查账", Some(R::Monthly)),
            ("今年年内完成", None),
            ("2018年年底前", None),
            ("定期发布结果", Some(R::Regular)),
            ("制定年度计划", None),
            ("每个乡镇建一所卫生院", None),
        ] {
            assert_eq!(Recurrence::find_in(sentence), rhythm, "{sentence}");
        }
    }
}
