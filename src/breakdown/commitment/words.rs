//! Words around verb and object that tell a promise from what leads up to it, follows it or softens it.

use crate::text::pattern::Pattern;

/// Words before the verb that change nothing.
pub static ADVERBS: Pattern = Pattern::new(
    r"^(?:并且|并|同时|进一步|积极争取|积极稳妥地?|积极|大力|全面|全力|切实|继续|持续|不断|深入|广泛|着力|努力|力争|争取|确保|保证|重点|有序|稳步|稳妥|扎实|认真|坚决|尽快|抓紧|协同|主动|充分|有效|及时|特别是?|尤其|其中|另外|此外|还要|也要|定期|不定期|每年度?|每半年|每季度|每个?月|每周|每[天日]|要|应当|应|须|必须|至少|基本|初步|率先|最终|全部|均|普遍|逐步|逐渐|科学|合理|因地制宜地?|因地制宜|依法依规|依法|按时|如期|按规定|按要求|共同|联合|专项|集中|同步|配套|分期分批|分期|分批|免费|分类|精准|常态化|高标准|高质量|高水平|科学合理|地|一是|二是|三是|四是|五是|六是|七是|八是|九是|首先|其次|再次|最后|和|以及|及|[，,、；;：:\s])",
);

/// Words that are adverbs only where a verb follows them: 加快建设, but 加快基地建设.
pub static DOUBTFUL_ADVERBS: Pattern =
    Pattern::new(r"^(?:加快|加速|统筹|规范|严格|注重|坚持|协调|创新|提前|支持和|自主|深化)");

/// Who is only encouraged promises nothing; it holds for the clauses that follow without a subject of their own.
pub static HEDGE: Pattern = Pattern::new(
    r"^(?:引导|允许)|鼓励|支持有条件|有条件的(?:地|地区|单位|机构|用人)|尝试|探索|可以|也可|可(?:通过|采取|根据|结合|按)|争取国家",
);

/// What everybody is only advised to do.
pub static ADVISED: Pattern = Pattern::new("^(?:倡导|提倡|引领|宣传)");

/// Softer words that a promise can bear.
pub static SOFT: Pattern = Pattern::new(r"适时|视情|尽可能|力所能及|研究(?:建立|探索|推进)");

/// What the clause before it is for.
pub static PURPOSE: Pattern = Pattern::new(
    r"^(?:促进|提升|提高|推动|使|让|确保|保障|满足|增强|形成|营造|激发|带动|防止|避免|解决|改善|不断|从而|以便|以|为.{2,30}(?:奠定|提供|创造|打下)|切实|有效|进一步|全面提升|全面提高|最大限度|最大程度|实现|做到|填补|扩大|优化|减少|降低|方便|缓解|引领|助力|支撑)",
);

/// On what, by what, according to what.
pub static CONTEXT: Pattern = Pattern::new(
    r"^(?:以.{1,60}(?:为|推进|带动|牵引)|以|按照|按|根据|依据|依托|通过|围绕|结合|针对|基于|利用|借助|充分利用|充分发挥|发挥|在.{1,40}(?:下|中|上|基础|前提|方面|过程|框架)|本着|遵循|坚持|随着|面向|面对|聚焦|立足|对标|参照|除.{1,40}外|对于|关于|对.{1,30}$|为[^期].{1,40}$|从.{1,40}$|选择|加快|坚持)",
);

/// A clause that only leads up to another, to its last word: 以…为依托, 按照…要求, 在…指导下.
pub static PURE_CONTEXT: Pattern = Pattern::new(
    r"^(?:以.{1,80}为.{1,6}|(?:按照?|根据|依据|遵循|对照|参照|落实).{1,80}(?:要求|规定|原则|标准|精神|清单》?(?:[（(].{0,10}[）)])?|部署|部署和要求|思路|框架|指导下|结果|需求|因素|特点|规律|情况|分工)|在.{1,60}(?:基础上|指导下|领导下|前提下|条件下|情况下|过程中|同时|框架下|范围内)|(?:通过|采取|采用|借助|利用).{1,80}(?:形式|方式|途径|手段|措施|机会|契机|模式|渠道|技术|条件|优势|资源|平台|作用|力量)|坚持.{1,60}(?:原则|相结合|并重|导向|方针|理念)(?:.{0,24}抓好顶层设计)?|围绕.{1,80}|针对.{1,80}|基于.{1,80}|.{1,60}的原则|[对为向与].{1,60})$",
);

/// The same, whatever verb stands in it.
pub static LEADING: Pattern = Pattern::new(
    r"^(?:在.{1,60}(?:基础上|指导下|领导下|前提下|条件下|情况下|过程中|框架下|方案下)|(?:按照?|根据|依据|遵循|对照|参照).{1,80}(?:要求|规定|原则|精神|部署)|以.{1,80}为.{0,2}(?:重点|抓手|目标|核心|导向|载体|契机|依托|手段|基础|主线|根本|中心|切入点|突破口|牵引|引领|支撑|保障|基本路径)|(?:通过|采取|采用|利用|借助).{1,80}(?:形式|方式|途径|手段|渠道|机会|契机|条件)|.{2,24}(?:根据|按照|依据|结合)[^，,]{2,24}(?:特点|要求|实际|情况|规定|职责|分工|计划|方案)|结合实际|未经.{2,24}(?:批准|同意|审批|许可))$",
);

/// What is so good that one cannot check it.
pub static VAGUE: Pattern = Pattern::new(
    r"^(?:更加|更好|更高|更多|高质量|高品质|优质|便捷|高效|多样化|多元化|多层次|个性化|专业化|国际化|规范化|现代化|科学化|全方位|全链条|良好|有力|坚实|(?:必要|合理|有效|科学)(?:的|地|、)|完善的|健全的|强有力|强大|和谐|具有.{1,12}(?:影响|特色|竞争力|优势|知名度))",
);

/// Words that put a thing first and leave nothing to see.
pub static GESTURE: Pattern = Pattern::new("议事日程|(?:重要|突出|优先)位置|放在首位");

/// Everyone and everywhere: as good as a figure.
pub static COVERED: Pattern = Pattern::new("全覆盖|覆盖(?:所有|全部|全市|全县|全区|全体|每个)");

/// 全部, 均, 全覆盖, 所有: everyone, so that one can count.
pub static UNIVERSAL: Pattern = Pattern::new(
    r"全部|均(?:[^衡等匀可])|全覆盖|普遍|(?:所有|每[个所家县乡镇村校]).{1,24}(?:设|建|配|开|有|提供|能|达)|各.{1,20}(?:都|至少|全部)|人人享有|100%|百分之百|各有一|配齐|全国联网|全员|无一|一律|城乡覆盖|覆盖(?:所有|全部|全市|全县|全区|全体)",
);

/// A name in marks: what it names can be looked up.
pub static NAMED: Pattern = Pattern::new(r"《[^》]{2,}》|“[^”]{2,}”");
