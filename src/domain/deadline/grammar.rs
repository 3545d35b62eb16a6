//! The printed forms of a deadline, one row each: what it looks like, and what day it means.
//!
//! `~` in a pattern is any white space (PDF texts print `2028 年`). The order of the rows is of no importance:
//! of two readings that overlap the finder takes the one that begins first, and of those the longest.

use regex::Captures;

use super::reading::{self, Context, Reading};
use crate::text::pattern::Pattern;

/// How sure a form is to be a deadline when it is met inside a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Wherever it stands.
    Anywhere,
    /// A year with nothing behind it: what stands around it decides.
    BareYear,
    /// Several years, or 今年: what stands behind can make them part of a name.
    Years,
    /// No year of its own: only where no 年 and no 每 stands before it.
    BareMonth,
    /// Only as a whole phrase, in a cell or as typed.
    Alone,
}

/// One printed form.
pub struct Form {
    pattern: Pattern,
    /// It prints a year in four digits.
    has_year: bool,
    /// Where it may stand.
    pub stands: Stands,
    read: fn(&Captures, &Context) -> Option<Reading>,
}

impl Form {
    const fn new(
        stands: Stands,
        source: &'static str,
        read: fn(&Captures, &Context) -> Option<Reading>,
    ) -> Self {
        Self {
            pattern: Pattern::new(source),
            has_year: false,
            stands,
            read,
        }
    }

    /// A form that prints its year in four digits.
    const fn dated(
        stands: Stands,
        source: &'static str,
        read: fn(&Captures, &Context) -> Option<Reading>,
    ) -> Self {
        let mut form = Self::new(stands, source, read);
        form.has_year = true;
        form
    }

    /// Whether the form can be met in a normalised text: most have no year in digits.
    pub fn may_match(&self, text_has_year: bool) -> bool {
        text_has_year || !self.has_year
    }

    /// Every place of a normalised sentence where the form matches.
    pub fn matches<'r, 't>(
        &'r self,
        text: &'t str,
    ) -> impl Iterator<Item = Captures<'t>> + use<'r, 't> {
        self.pattern.captures_iter(text)
    }

    /// What the match means.
    pub fn read(&self, captures: &Captures, context: &Context) -> Option<Reading> {
        (self.read)(captures, context)
    }
}

/// 到, 至, 于, 在, 截至: printed with the date, part of the phrase.
macro_rules! by {
    ($tail:literal) => {
        concat!(r"(?:截至|截止到|截止|至迟|最迟|到|至|于|在)?~", $tail)
    };
}

/// Every printed form.
pub static FORMS: [Form; 30] = [
    Form::dated(
        Stands::Anywhere,
        r"(?:从|自|于|在)?~(?P<y>(?:19|20)\d\d)~年~(?P<m>\d{1,2})~月~(?P<d>\d{1,2})~日~[至到—–－~～-]+~(?:(?P<y2>(?:19|20)\d\d)~年~)?(?P<m2>\d{1,2})~月~(?P<d2>\d{1,2})~日(?:~之?前|~止)?",
        reading::day_range,
    ),
    Form::dated(
        Stands::Anywhere,
        r"(?:从|自|于|在)?~(?P<y>(?:19|20)\d\d)~年~(?P<m>\d{1,2})~月?[份初底末]?~[至到—–－～-]+~(?:(?P<y2>(?:19|20)\d\d)~年~)?(?P<m2>\d{1,2})~月份?[底末]?(?:之?前)?",
        reading::month_range,
    ),
    Form::dated(
        Stands::Years,
        r"(?P<y>(?:19|20)\d\d)~年?~[至到—–－～-]+~(?P<y2>(?:19|20)\d\d)~年(?:期间|[底末])?",
        reading::year_range,
    ),
    Form::dated(
        Stands::Anywhere,
        r"(?:自|从)?~(?P<y>(?:19|20)\d\d)~年(?:~(?P<m>\d{1,2})~月(?:~(?P<d>\d{1,2})~日)?)?(?:起|开始)",
        reading::start,
    ),
    Form::dated(
        Stands::Anywhere,
        r"(?:自|从)?~(?P<y>(?:19|20)\d\d)~年起~(?P<n>\d{1,2})~年(?:之|以)?内",
        reading::start_and_years,
    ),
    Form::dated(
        Stands::Anywhere,
        by!(
            r"(?P<y>(?:19|20)\d\d)~年~(?P<m>\d{1,2})~月~(?:(?P<d>\d{1,2})~日(?:之前|以前|前|止)?|(?P<d2>\d{1,2})~(?:之前|以前|前))"
        ),
        reading::day,
    ),
    Form::dated(
        Stands::Anywhere,
        by!(
            r"(?P<y>(?:19|20)\d\d)~年~(?P<m>\d{1,2})~月份?~(?P<part>上旬|中下旬|中旬|下旬|底|末)?(?P<before>之前|以前|前)?"
        ),
        reading::month,
    ),
    Form::dated(
        Stands::Anywhere,
        by!(
            r"(?P<y>(?:19|20)\d\d)~年~(?:第~(?P<q>[1-4])|(?P<q1>[1-4])|第?(?P<q2>[一二三四]))~季度(?P<part>[底末内])?(?P<before>之前|以前|前)?"
        ),
        reading::quarter,
    ),
    Form::dated(
        Stands::Anywhere,
        by!(r"(?P<y>(?:19|20)\d\d)~年~(?:前(?P<q>[1-3])季度)"),
        reading::quarter,
    ),
    Form::dated(
        Stands::Anywhere,
        by!(
            r"(?P<y>(?:19|20)\d\d)~年~(?P<half>[上下])半年(?P<part>[底末内])?(?P<before>之前|以前|前)?"
        ),
        reading::half,
    ),
    Form::dated(
        Stands::Anywhere,
        by!(
            r"(?P<y>(?:19|20)\d\d)~年~(?P<part>年底|年末|年内|度内|度末|底|末|终|内|期间)(?:之前|以前|前)?"
        ),
        reading::year_end,
    ),
    Form::dated(
        Stands::Anywhere,
        by!(r"(?P<y>(?:19|20)\d\d)~年~(?:之前|以前|前)"),
        reading::year_before,
    ),
    Form::dated(
        Stands::BareYear,
        by!(r"(?P<y>(?:19|20)\d\d)~年"),
        reading::year_end,
    ),
    Form::new(
        Stands::Years,
        by!(
            r"[“”\x22「]?~十(?P<n>[一二三四五六七八九])五~[”“\x22」]?~(?:规划|计划)?(?P<part>末期|期末|末年|末|期间|时期|中期)(?:之前|以前|前)?"
        ),
        reading::five_years,
    ),
    Form::new(
        Stands::Alone,
        by!(r"[“”\x22「]?~十(?P<n>[一二三四五六七八九])五~[”“\x22」]?"),
        reading::five_years,
    ),
    Form::new(
        Stands::Years,
        by!(
            r"(?P<rel>今年|本年|明年|后年)度?~(?:(?P<m>\d{1,2})~月份?(?:~(?P<d>\d{1,2})~日)?(?P<part>上旬|中下旬|中旬|下旬|底|末)?|(?P<half>[上下])半年|第?(?P<q>[1-4])季度|年?[底末内终])?(?P<before>之前|以前|前)?"
        ),
        reading::relative,
    ),
    Form::new(
        Stands::BareMonth,
        by!(r"年~[底末内](?:之前|以前|前)?"),
        reading::this_year_end,
    ),
    Form::new(
        Stands::BareMonth,
        by!(
            r"(?P<m>\d{1,2})~月份?(?:(?P<part>上旬|中下旬|中旬|下旬|底|末)(?P<before>之前|以前|前)?|(?P<before2>之前|以前|前)|(?P<done>~(?:完成|取得)))"
        ),
        reading::bare_month,
    ),
    Form::new(
        Stands::BareMonth,
        // Some prints lose the 日: 11月20前.
        by!(r"(?P<m>\d{1,2})~月~(?P<d>\d{1,2})~日?(?:之前|以前|前)"),
        reading::bare_month,
    ),
    Form::dated(
        Stands::Anywhere,
        by!(r"(?P<y>(?:19|20)\d\d)~年~初(?:之前|以前|前)?"),
        reading::year_start,
    ),
    Form::dated(
        Stands::Anywhere,
        by!(r"(?P<y>(?:19|20)\d\d)~年~中(?:之前|以前|前|完成|取得)"),
        reading::year_middle,
    ),
    Form::new(
        Stands::BareMonth,
        by!(r"年~中(?:之前|以前|前|完成|取得)"),
        reading::year_middle,
    ),
    Form::new(
        Stands::BareMonth,
        by!(
            r"第?(?P<q>[1-4])~季度~(?:(?P<part>[底末内])(?:之?前)?|(?P<before>之前|以前|前)|完成|取得|启动)"
        ),
        reading::bare_part,
    ),
    Form::new(
        Stands::BareMonth,
        by!(
            r"(?P<half>[上下])半年~(?:(?P<part>[底末内])(?:之?前)?|(?P<before>之前|以前|前)|完成|取得|启动)"
        ),
        reading::bare_part,
    ),
    Form::new(
        Stands::BareMonth,
        by!(r"本月~[底末内](?:之前|以前|前)?"),
        reading::this_month,
    ),
    Form::new(
        Stands::Anywhere,
        by!(
            r"(?:(?P<y>(?:19|20)\d\d)~年|今年)?~(?:主)?(?P<season>汛期|国庆|十一|元旦|五一|春节)(?:节|假期)?~(?:来临|到来)?(?:之前|以前|前)"
        ),
        reading::before_season,
    ),
    Form::new(
        Stands::Anywhere,
        r"分~(?P<n>\d{1,2})~年度?~(?:完成|实施|落实|推进|建设|建成|改造)",
        reading::in_years,
    ),
    Form::new(
        Stands::BareYear,
        r"为期~(?P<n>\d{1,2})~个?~(?P<unit>年|月)(?P<half>半)?",
        reading::lasting,
    ),
    Form::new(
        Stands::Anywhere,
        r"(?:(?P<spend>利用|通过|用)|在|争取|力争)?~(?:(?P<next>今后|未来)~)?(?P<n>\d{1,2})(?:~年?~[—–－～至到-]+~(?P<n2>\d{1,2}))?~年(?:左右)?(?:的)?(?P<tail>之内|以内|内|时间|努力|持续发展)",
        reading::years_within,
    ),
    Form::new(
        Stands::Anywhere,
        r"(?:自|从|在|于)?~(?:本~(?:意见|通知|方案|文件|文|规划|计划|办法|措施|行动计划|实施方案)~)?(?:印发|发布|下发|出台|公布|发文)(?:之日起|之日后|之后|后|起)~(?:(?P<n>\d{1,3})~(?P<unit>个?工作日|个?月|日|天|年)|(?P<halfyear>半年))(?:之内|以内|内)",
        reading::after_issue,
    ),
];

/// Forms that are met only where a phrase stands alone: a bare month in a cell, an ISO date as typed.
pub static ALONE: [Form; 6] = [
    Form::dated(
        Stands::Alone,
        r"(?P<y>(?:19|20)\d\d)~[-/.]~(?P<m>\d{1,2})~[-/.]~(?P<d>\d{1,2})",
        reading::day,
    ),
    Form::new(
        Stands::Alone,
        r"^(?P<m>\d{1,2})~月(?:~(?P<d>\d{1,2})~日)?(?P<part>上旬|中下旬|中旬|下旬|底|末)?",
        reading::bare_month,
    ),
    Form::dated(Stands::Alone, r"^(?P<y>(?:19|20)\d\d)$", reading::year_end),
    Form::new(
        Stands::Alone,
        r"^第?(?P<q>[1-4])~季度[底末内]?",
        reading::bare_part,
    ),
    Form::new(
        Stands::Alone,
        r"^(?P<half>[上下])半年[底末内]?",
        reading::bare_part,
    ),
    Form::new(
        Stands::Alone,
        r"(?:次年|翌年)~\d{1,2}~月.{0,6}",
        |_, _| Some(reading::open()),
    ),
];

/// 长期坚持, 持续推进, 常态化: a duty without an end of its own.
pub fn is_ongoing(phrase: &str) -> bool {
    static ONGOING: Pattern = Pattern::new("长期|持续|常态|常年|按进度|滚动|动态");
    ONGOING.is_match(phrase)
}
