//! What a cell looks like, and how well it fits a column.

use super::header::Role;
use crate::text::pattern::Pattern;

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing in it.
    Empty,
    /// A dash that says that there is no value.
    Dash,
    /// A number, with its sign, unit and 左右.
    Number,
    /// 约束性 or 预期性.
    Kind,
    /// A unit.
    Unit,
    /// A value in words: 持续提高, 比2015年降低10%.
    Trend,
    /// The words of a name that ends as names of indicators do.
    Name,
    /// Any other words.
    Words,
}

/// The units that stand alone, in brackets or behind a number.
macro_rules! units {
    () => {
        r"(?:个百分点|百分点|百分比|[%％‰‱]|[十百千万亿]*(?:平方米|平方公里|立方米|公里|公顷|千瓦时|人次|例次|人年|人天|周岁|小时|分钟|美元|公斤|千克|毫克|微克|毫升|吨标准煤|床位|每千人|[岁人例张个所家项元亩吨克升天日年次床台辆户件部册名位种座处条套倍度米分点级亿万]))"
    };
}

/// Whether the text is a unit: %, 1/10万, 微克/立方米.
pub fn is_unit(text: &str) -> bool {
    static UNIT: Pattern = Pattern::new(concat!(
        r"^(?:",
        units!(),
        r"(?:[/／]",
        units!(),
        r"|[/／]\d*[十百千万]*人?)?|[1１]?[/／]~\d+~[十百千万]*人?|[十百千万\d]+分之一?)$"
    ));
    UNIT.is_match(text)
}

/// Looks at a cell.
pub fn shape(text: &str) -> Shape {
    static DASH: Pattern = Pattern::new(r"^[-－—–─―/／\\*※]{1,4}$|^无$");
    static KIND: Pattern = Pattern::new(
        r"^[（(\[【]?(?:约束|预期|引导|指导|导向|倡导|监测|工作|个人)性?(?:指标)?[）)\]】]?$|^(?:个人和社会)?倡导性$|^政府工作性$",
    );
    static NUMBER: Pattern = Pattern::new(concat!(
        r"^(?:[约近＞><＜≥≤≧≦≈±+＋=＝～-]|不低于|不高于|不少于|不超过|不大于|不小于|高于|低于|超过|大于|小于|接近|控制在|达到|达)*~\d[\d,，]*(?:[.．]\d+)?(?:~[%％‰]?[-—–～至]~\d[\d,，]*(?:[.．]\d+)?)?~",
        units!(),
        r"?(?:[/／]\d*[十百千万]*人?)?~(?:左右|上下|及?以上|及?以下|以内|之内|内|\+)?$"
    ));
    let text = text.trim();
    let length = text.chars().count();
    if text.is_empty() {
        Shape::Empty
    } else if DASH.is_match(text) {
        Shape::Dash
    } else if length <= 10 && KIND.is_match(text) {
        Shape::Kind
    } else if length <= 10 && is_unit(text) {
        Shape::Unit
    } else if length <= 24 && NUMBER.is_match(text) {
        Shape::Number
    } else if is_name(text) {
        Shape::Name
    } else if is_trend(text) {
        Shape::Trend
    } else {
        Shape::Words
    }
}

/// Whether the words end as names of indicators do.
pub fn is_name(text: &str) -> bool {
    static NAME: Pattern = Pattern::new(
        r"(?:率|数|数量|比例|比重|占比|寿命|面积|规模|总量|指数|产值|增加值|收入|支出|费用|浓度|强度|密度|评分|得分|住院日|天数|体系|[（(][%％‰岁人张个元年天\d/／十百千万亿]+[）)])(?:[（(][^（）()]{1,16}[）)])*$",
    );
    !is_fragment(text) && text.chars().count() > 2 && NAME.is_match(text)
}

/// Whether a bracket is open or closes too often: the cell is a part of one.
pub fn is_fragment(text: &str) -> bool {
    let count = |marks: [char; 3]| text.chars().filter(|c| marks.contains(c)).count();
    count(['（', '(', '《']) != count(['）', ')', '》'])
}

/// Whether the words say how a value moves, not what is measured.
fn is_trend(text: &str) -> bool {
    static TREND: Pattern = Pattern::new(
        r"^(?:比|较|持续|保持|维持|稳定|稳步|稳中|逐步|逐年|有所|明显|显著|基本|全部|达到|达标|完成|实现|力争|争取|不断|不低于|不高于|不超过|高于|低于|超过|优于|接近|控制|同比|同步|上升|下降|降低|降至|提高|提升|减少|增加|增长|符合|消除|消灭|全覆盖|进一步|大幅|省定|省下达|国家下达|上级|按|合格|改善|翻番|每年|年均|好于|趋于)|(?:左右|以上|以下|以内|持续提高|平均水平)$",
    );
    text.chars().count() <= 28 && !text.contains(['、', '（']) && TREND.is_match(text)
}

/// Whether a value in words wants nothing more, as 保持较好 and 力争每年 do.
pub fn is_whole_trend(text: &str) -> bool {
    static WHOLE: Pattern = Pattern::new(
        r"(?:提高|提升|改善|下降|降低|减缓|减少|增加|增长|上升|水平|以上|以下|以内|左右|稳定|控制|完成|达标|合格|消除|覆盖|目标|要求|翻番|优化|\d|[%％‰]|百分点|[个人例张元岁])$",
    );
    text.chars().count() >= 3 && WHOLE.is_match(text)
}

/// Whether short words could name a domain.
fn is_domain(text: &str) -> bool {
    static WORDS: Pattern = Pattern::new(
        "健康|水平|生活|服务|保障|环境|产业|体系|能力|资源|社会|创新|绿色|民生|经济|安全|公共|生态|文化|教育|发展|治理|设施",
    );
    text.chars().count() <= 12 && !is_fragment(text) && WORDS.is_match(text)
}

/// How well a cell fits a column, in tenths; `is_serial` where the row numbers say that it is one.
pub fn fit(role: Role, text: &str, shape: Shape, is_serial: bool) -> i32 {
    let length = text.chars().count();
    match (role, shape) {
        (Role::Name, Shape::Empty) => -60,
        (Role::Number | Role::Kind, Shape::Empty) => -10,
        (_, Shape::Empty) => 0,
        (Role::Domain, Shape::Words) if is_domain(text) => 30,
        (Role::Domain, Shape::Words) if length <= 8 && !is_fragment(text) => 15,
        (Role::Domain, Shape::Words | Shape::Name) if length <= 20 => -15,
        (Role::Domain, Shape::Trend) if is_domain(text) && length <= 8 => 10,
        (Role::Domain, Shape::Dash) => -10,
        (Role::Domain, _) => -60,
        (Role::Number, _) if is_serial => 80,
        (Role::Number, Shape::Number) if length <= 4 => -20,
        (Role::Number, _) => -70,
        (Role::Name, Shape::Name) => 45,
        (Role::Name, Shape::Words) if length > 1 => 30,
        (Role::Name, Shape::Trend) => 0,
        (Role::Name, _) => -60,
        (Role::Unit, Shape::Unit) => 45,
        (Role::Unit | Role::Kind, Shape::Dash) => 5,
        (Role::Unit, Shape::Words) if length <= 5 => -10,
        (Role::Unit, _) => -60,
        (Role::Kind, Shape::Kind) => 80,
        (Role::Kind, _) => -80,
        (Role::Value, _) if is_serial => -20,
        (Role::Value, Shape::Number) => 40,
        (Role::Value, Shape::Dash) => 30,
        (Role::Value, Shape::Trend) => 20,
        (Role::Value, Shape::Words) if length <= 16 => -20,
        (Role::Value, _) => -70,
        (Role::Owner, Shape::Words) => 10,
        (Role::Owner, Shape::Dash) => 5,
        (Role::Owner, _) => -60,
        (Role::Direction, Shape::Trend) => 20,
        (Role::Direction, Shape::Words) if length <= 4 => 15,
        (Role::Direction, _) => -50,
        (Role::Other, Shape::Kind) => -60,
        (Role::Other, _) => 0,
    }
}

/// How well a line continues the cell above it, in tenths.
pub fn continues(role: Role, above: &str, text: &str, shape: Shape, is_repeated: bool) -> i32 {
    let length = above.chars().count() + text.chars().count();
    let whole = format!("{above}{text}");
    let is_open = above.ends_with(['、', '的', '和', '与', '及', '或', '至', '（', '('])
        || is_fragment(above)
        || text.starts_with(['（', '(', '）', ')', '、', '的', '和', '与', '》']);
    match role {
        Role::Name if is_open && length <= 80 => 25,
        Role::Name if length > 60 || shape == Shape::Kind => -80,
        Role::Name if matches!(shape, Shape::Number | Shape::Dash | Shape::Unit) => -70,
        Role::Name if is_name(&whole) && !is_name(above) => 15,
        Role::Name => -5,
        Role::Domain if matches!(shape, Shape::Words) && length <= 12 => -5,
        Role::Value if shape == Shape::Number => -70,
        Role::Value if matches!(shape, Shape::Kind | Shape::Name) || length > 30 => -80,
        Role::Value => match self::shape(above) {
            Shape::Number => -30,
            _ if is_whole_trend(above) => -35,
            // Worth more than a column left out.
            _ if is_repeated => 90,
            _ if above.chars().count() <= 4 || is_whole_trend(&whole) => 35,
            _ => 0,
        },
        Role::Kind if self::shape(&whole) == Shape::Kind => 0,
        Role::Unit if is_unit(&whole) => 0,
        Role::Owner | Role::Other if shape == Shape::Words => -5,
        _ => -80,
    }
}

/// What a row loses by having no cell in a column, in tenths.
pub fn absence(role: Role) -> i32 {
    match role {
        Role::Name => 120,
        Role::Value => 50,
        Role::Unit | Role::Kind => 40,
        Role::Number => 20,
        Role::Owner | Role::Direction | Role::Other => 10,
        Role::Domain => 0,
    }
}
