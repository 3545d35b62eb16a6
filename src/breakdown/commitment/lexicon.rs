//! Verbs and objects as word lists: what a verb does, and what kind of thing an object is. What the two weigh together is `judge`'s.

use std::collections::HashMap;
use std::sync::OnceLock;

/// What a verb does to its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Something new stands there afterwards: 建立, 组建, 配备.
    Found,
    /// Something grows together: 形成.
    Form,
    /// A paper is written, signed or made known: 制定, 公布.
    Issue,
    /// An end is reached: 完成, 实现, 取缔.
    Finish,
    /// Something with a name is carried out: 开展, 实施, 推行.
    Run,
    /// A thing is put under another: 纳入, 列入.
    Admit,
    /// Somebody gets a thing: 发放, 拨付.
    Give,
    /// Somebody is served: 提供.
    Serve,
    /// Something is not allowed any more: 不得, 禁止.
    Forbid,
    /// Something is laid down: 核定, 明确.
    Settle,
    /// What there is becomes another: 优化, 规范, 整合.
    Order,
    /// What there is becomes better: 健全, 完善.
    Improve,
    /// What others laid down is kept: 落实, 执行.
    Keep,
    /// Something is moved forward: 推进, 加快.
    Push,
    /// Somebody does well: 做好, 抓好.
    Tend,
    /// There is more or less of it: 提高, 降低.
    Raise,
    /// Many come to know it: 推广, 普及.
    Spread,
    /// It grows: 发展, 培育.
    Grow,
    /// It stays: 坚持, 巩固, 保障.
    Hold,
    /// More care is asked for: 加强, 防范.
    Exhort,
    /// Somebody is only encouraged: 鼓励, 支持, 探索.
    Hedge,
}

/// What kind of thing an object is, by the word it ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One can go and see it: 中心, 平台, 队伍.
    Thing,
    /// A thing while it is built: 平台建设, 门诊改造, 示范区创建.
    Works,
    /// One can read it: 办法, 机制, 清单.
    Paper,
    /// A doing with a name: 行动, 普查, 培训.
    Doing,
    /// It has a size: 覆盖率, 标准, 补助.
    Size,
    /// Many things that hang together: 体系, 网络.
    System,
    /// What one wishes for: 水平, 能力, 氛围.
    State,
    /// Another word.
    Other,
    /// No object.
    None,
}

/// A verb of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// The byte it begins on.
    pub at: usize,
    /// The word.
    pub word: &'static str,
    /// What it does.
    pub act: Act,
    /// It is seldom a noun, so that it is a verb in the middle of a clause too.
    pub is_plain: bool,
}

/// Each act with the words that are verbs wherever they stand, and those that are only where a clause begins with them.
static VERBS: &[(Act, &str, &str)] = &[
    (
        Act::Found,
        "建立健全 建立完善 建立和完善 建立起 建立 组建 成立 设立 内设 增设 加设 开设 开通 开办 开辟 建成 创建为 建好 建强 新建 扩建 改扩建 迁建 \
         重建 兴建 筹建 搭建 打造 构建完善 构建 配备 配齐 配足 配强 增配 安装 投放 启用 聘请 招聘 选聘 建档 培育形成 培育建成 形成一批",
        "建设 规划建设 改建 修建 设置 配置 创建 创办 布设 引进 引入 装备 升级改造 改造升级 改造提升 改造 搬迁 更新 更换 入驻 挂牌 \
         连接 接入 开发 研发 研制",
    ),
    (Act::Form, "形成", "构筑"),
    (
        Act::Issue,
        "制定 制订 出台 印发 颁布 签订 签署 研究制定 研究出台 提交 提出",
        "编制 编写 编印 编撰 发布 公布 公开 公示 修订 修改 起草 拟定 拟订 报送 上报 报告 通报 发出 绘制 推出 细化分解",
    ),
    (
        Act::Finish,
        "完成 实现 达到 取缔 消灭 取消 涵盖 争创 评为 获评 入选 跻身",
        "淘汰 关闭 拆除 消除 补齐 覆盖 杜绝 基本消除 全面消除 通过 创成 申报",
    ),
    (
        Act::Run,
        "开展 实施 推行 实行 施行 举办 承办 召开 组织开展 组织实施 组织举办 启动 试行 进行 推开",
        "组织 举行 治理 整治 清理 查处 清查 调查 摸清 排查 评选 监测 检测 抽查 抽检 培训 轮训 选派 选送 宣讲 播放 创作 搭载 \
         征集 遴选 认定 评估 考核 督查 巡查 检查 核查 委托 采集 归集 汇集 上传 对接",
    ),
    (
        Act::Admit,
        "纳入 列入 列为 转化为 延伸到 延伸至 转为 转型为 扩大到 下放 下沉到 并入 覆盖到 增加到 提高到 提高至 降低到 降至 控制在",
        "",
    ),
    (
        Act::Give,
        "发放 配发 拨付 赠送 给予",
        "出具 开具 减免 奖补 补助 资助 奖励 免除 配送",
    ),
    (Act::Serve, "提供", "安排 设 派驻 选配 调剂"),
    (Act::Forbid, "不得 不作 不受 不再 禁止 严禁 停止", ""),
    (
        Act::Settle,
        "核定",
        "明确 调整 动态调整 合理核定 划定 划分 确定 合理确定 设定 指定 授予 赋予 规定 限定 取得",
    ),
    (
        Act::Order,
        "作为",
        "规范 简化 改进 改革 优化 统筹 整合 合并 统一 梳理 理顺 优化调整 规范和简化 盘活 完善和优化 整合优化 优化整合 调整优化 升级 优化升级",
    ),
    (
        Act::Improve,
        "健全完善 健全和完善 完善和健全 健全 完善",
        "创新 改善 修订完善 补充完善",
    ),
    (
        Act::Keep,
        "贯彻落实 落实",
        "贯彻 贯彻执行 执行 履行 遵守 兑现 执行好 推动落实 推进落实",
    ),
    (
        Act::Push,
        "推进 推动",
        "加快 扶持 加速 推进和实现 推动和实现",
    ),
    (
        Act::Tend,
        "做好",
        "抓好 办好 搞好 管好 用好 开展好 组织好 实施好",
    ),
    (
        Act::Raise,
        "",
        "提高 提升 增强 增加 扩大 减少 降低 缩小 缩短 压缩 加大 控制 充实 丰富 拓展 拓宽 延长 减轻 提档 增进",
    ),
    (
        Act::Spread,
        "",
        "推广 推广应用 推广普及 普及 倡导 提倡 宣传 弘扬 传承 引领 营造 传播 传递",
    ),
    (
        Act::Grow,
        "打造成 建设成 发展成 培育成 培养成",
        "发展 培育 培养 壮大 做大做强 做大 做强 做优 集聚 培育和发展 挖掘 深挖",
    ),
    (
        Act::Hold,
        "",
        "坚持 做到 巩固 保持 维护 保障 保护 维持 稳定 深化 发挥 利用 运用 突出 秉承 贯穿 遵循 践行 用足 确保 保证 体现 承担 关注 重视 注重 \
         转变 树立 适应 立足 紧盯 聚焦 围绕",
    ),
    (
        Act::Exhort,
        "",
        "加强 加强和完善 加强和改进 强化 夯实 筑牢 压实 严守 严控 严把 严查 严格 严肃 严厉 打击 严厉打击 遏制 预防 防范 防控 防止 避免 解决 \
         破解 破除 满足 缓解 激发 调动 支撑 助力 带动 指导 督促 监督 关心 关爱 动员 协调 配合 参与 参加 促进 助推 打破 抓 狠抓 织密 应对 减缓 \
         改变 均衡 善于 承接 服务 加密 畅通 密切 构筑",
    ),
    (
        Act::Hedge,
        "鼓励 引导 探索 允许 尝试 支持",
        "鼓励和引导 鼓励支持 支持和引导 鼓励和支持 积极探索 研究建立 争取国家 谋划 研究探索 力促",
    ),
];

/// Each kind with the words that its objects end with.
static OBJECTS: &[(Kind, &str)] = &[
    (
        Kind::Thing,
        "中心 分中心 基地 平台 系统 子系统 网站 网页 专栏 热线 医院 分院 门诊 门诊部 诊所 工作站 站点 服务站 站 网点 联动点 哨点 监测点 馆 室 \
         服务室 学校 院校 幼儿园 园区 产业园 公园 街区 小镇 步道 绿道 道路 线路 公路 桥 队伍 骨干队伍 专班 宣讲团 联盟 委员会 协会 学会 领导小组 \
         工作组 专家组 小组 数据库 资源库 档案库 项目库 专家库 师资库 题库 电子档案 健康档案 档案 专网 官网 专科 专科群 学科 设施 设施设备 设备 \
         器械 器材 营地 产品 经费 专项经费 资金 专项资金 基金 实验室 检测室 病房 病区 绿色通道 通道 集聚区 示范区 试验区 园 旅游区 度假区 服务区 \
         保护区 禁燃区 功能区 医联体 医共体 集团 养护院 卫生院 卫生室 护理院 福利院 厕所 管网 车辆 救护车 机构 医师 医生 药师 营养师 人员 指导员 \
         联络员 教师 师资 点位 代表点 团队 服务团 库 所 院 厅 塔 宣传栏 长廊 广场 城市 村镇 乡镇 城镇 示范县 示范市 示范村 企业 食堂 餐厅 科 科室 \
         APP 公众号 小程序 服务包 卡 一卡通 终端 自动售货机 急救箱 床位 病床 牌 标识 赛事 联赛 系列赛 展览 论坛 博览会 节 品牌 样板 工作室 驿站 \
         游园 社区 场所 场地 水厂 处理厂 填埋场 市场 防线 清单制 专区 书籍 读本 教材 视频 节目 栏目 课程 数据 单位 家庭 细胞 示范街 街道 村屯 合作社 综合体 小屋 \
         集群 核心区 片区 线 城",
    ),
    (
        Kind::Paper,
        "机制 长效机制 新机制 制度 责任制 体制 标准 标准体系 规范 办法 方案 规划 专项规划 计划 指南 条例 意见 实施意见 目录 清单 台账 账 政策 措施 \
         预案 协议 合同 细则 规程 规定 规章 规则 流程 准则 框架 方式 模式 定位 路径 时间表 路线图 法规 分工 报告 白皮书 蓝皮书 公报 图 \
         公约 承诺书 手册 意见书 制 指标体系 评价体系 考核体系 规划图 关系 联系 身份 性质 建议",
    ),
    (
        Kind::Doing,
        "行动 行动计划 工程 项目 活动 专项活动 试点 普查 筛查 监测 监管 评估 评价 考核 整治 专项整治 治理 专项治理 综合治理 培训 轮训 演练 检查 \
         大检查 抽查 抽检 调查 调研 摸底 排查 检测 监督 付费 结算 互联互通 联网 备案 登记 签约 接种 干预 随访 核算 服务 救助 帮扶 补偿 \
         评审 认证 免疫 体检 诊断 执业 共享 互通 衔接 分类 公开 倾斜 任务 收集 处理 回收 回收利用 综合利用 资源化利用 应用 使用 管控 防治 防护 监护 准入 采购 集中采购 改革 管理 讲座 义诊 巡诊 巡查 评选 比赛 竞赛 运动会 健步走 下乡 进校园 会议 联席会议 政策宣传 调控 禁采 办理 审批 \
         检疫 审核 审计 推广 工作 保险 免费 补贴发放 养殖 开放 延伸 转诊 转运 供应 供热 排放 脱硫 脱硝 绿化 造林 \
         追溯 溯源 控制 防控 处置 保护 配送 储备 预约 查询 支付 挂号 协作 合作 交流 用药 倡议",
    ),
    (
        Kind::Size,
        "率 比例 比重 权重 占比 待遇 补助 补贴 薪酬 收入 费用 报销 报销比例 范围 编制 总量 数量 人数 面积 强度 门槛 起付线 封顶线 价格 档次 频次 规模 \
         份额 额度 支出 投入 参保率",
    ),
    (Kind::System, "体系 网络 布局 结构 链 链条 服务链 群 圈 网"),
    (
        Kind::State,
        "水平 能力 质量 格局 战略 意识 素养 作用 氛围 效率 效能 效益 优势 满意度 获得感 环境 力度 活力 认识 融合 发展 提升 提高 保障 支撑 协调 一体化 化 性 \
         成果 成效 成 风险 需求 问题 优化 利用 转变 竞争力 影响力 合力 进程 步伐 基础 条件 生活方式 习惯 理念 观念 途径 手段 健康 安全 责任 主体责任 职责 职能 \
         积极性 秩序 责任感 机遇 责任意识 观 现代化 均等化 常态化 文明 文化 气氛 知识 供给 社会 链接 水准 压力 负担 危害 秩序 教育 宣传 宣教 教育活动 健康教育 宣传教育 宣传推广 宣传活动 治疗 疏导 普及",
    ),
    (
        Kind::Works,
        "创建 新建项目 改造项目 建设项目 项目建设 扩建项目 改造工程 建设工程 工程建设 达标 全覆盖 互认 联办 直接结算 免费开放 对外开放 达标建设 标准化建设 规范化建设 对接 升级改造",
    ),
];

/// What is left of an object before 建设 and the like says what is built.
static UNDER_WAY: &[&str] = &[
    "的建设",
    "建设发展",
    "建设与改造",
    "建设和改造",
    "建设和应用",
    "建设与应用",
    "规范化建设",
    "标准化建设",
    "建设",
    "改造",
    "创建",
    "发展",
];

type Index<T> = HashMap<char, Vec<(&'static str, T)>>;

/// The words of a table under their first character, the longest first.
fn verbs() -> &'static Index<(Act, bool)> {
    static INDEX: OnceLock<Index<(Act, bool)>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index: Index<(Act, bool)> = HashMap::new();
        for &(act, plain, heads) in VERBS {
            for (words, is_plain) in [(plain, true), (heads, false)] {
                for word in words.split_whitespace() {
                    if let Some(first) = word.chars().next() {
                        index
                            .entry(first)
                            .or_default()
                            .push((word, (act, is_plain)));
                    }
                }
            }
        }
        longest_first(&mut index);
        index
    })
}

/// The words of a table under their last character, the longest first.
fn objects() -> &'static Index<Kind> {
    static INDEX: OnceLock<Index<Kind>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index: Index<Kind> = HashMap::new();
        for &(kind, words) in OBJECTS {
            for word in words.split_whitespace() {
                if let Some(last) = word.chars().next_back() {
                    index.entry(last).or_default().push((word, kind));
                }
            }
        }
        longest_first(&mut index);
        index
    })
}

fn longest_first<T>(index: &mut Index<T>) {
    for words in index.values_mut() {
        words.sort_by_key(|entry| usize::MAX - entry.0.len());
    }
}

/// The longest verb that the text begins with.
pub fn verb_at_start(text: &str) -> Option<Verb> {
    let words = verbs().get(&text.chars().next()?)?;
    let (word, (act, is_plain)) = words.iter().find(|entry| text.starts_with(entry.0))?;
    Some(Verb {
        at: 0,
        word,
        act: *act,
        is_plain: *is_plain,
    })
}

/// Every verb of a text from left to right, none within another.
pub fn verbs_of(text: &str) -> Vec<Verb> {
    let mut found = Vec::new();
    let mut reached = 0;
    for (at, _) in text.char_indices() {
        let before = text.get(..at).unwrap_or_default();
        let verb = text
            .get(at..)
            .filter(|_| at >= reached)
            .and_then(verb_at_start);
        if let Some(verb) = verb.filter(|verb| !is_cut_out(before, verb)) {
            reached = at + verb.word.len();
            found.push(Verb { at, ..verb });
        }
    }
    found
}

/// 机构建立: its 构 belongs to the word before it.
fn is_cut_out(before: &str, verb: &Verb) -> bool {
    verb.word.starts_with("构建") && before.ends_with(['机', '结', '架'])
}

/// The kind of an object, by its longest ending that is known.
pub fn kind_of(object: &str) -> Kind {
    let Some(last) = object.chars().next_back() else {
        return Kind::None;
    };
    let under_way = UNDER_WAY.iter().find_map(|word| object.strip_suffix(word));
    if let Some(built) = under_way {
        match ending(built.trim_end_matches("标准化").trim_end_matches("规范化")) {
            Some(Kind::Thing | Kind::Works) => return Kind::Works,
            Some(Kind::System | Kind::State | Kind::Paper) if object.ends_with("建设") => {
                return Kind::State;
            }
            _ => {}
        }
    }
    objects()
        .get(&last)
        .and_then(|_| ending(object))
        .unwrap_or(Kind::Other)
}

fn ending(object: &str) -> Option<Kind> {
    let words = objects().get(&object.chars().next_back()?)?;
    words
        .iter()
        .find(|entry| object.ends_with(entry.0))
        .map(|entry| entry.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_found_by_their_longest_word() {
        for (text, word, act) in [
            ("建立健全制度", "建立健全", Act::Found),
            ("改造升级设施", "改造升级", Act::Found),
            ("组织开展普查", "组织开展", Act::Run),
            ("严厉打击违法行为", "严厉打击", Act::Exhort),
            ("推广应用技术", "推广应用", Act::Spread),
        ] {
            let verb = verb_at_start(text).unwrap();
            assert_eq!((verb.word, verb.act), (word, act), "{text}");
        }
        assert_eq!(verb_at_start("平台建设"), None);
        let words: Vec<_> = verbs_of("依托现有机构建立站点并开展培训")
            .iter()
            .map(|verb| verb.word)
            .collect();
        assert_eq!(words, ["建立", "开展", "培训"]);
    }

    #[test]
    fn objects_are_known_by_their_ending() {
        for (object, kind) in [
            ("急救中心", Kind::Thing),
            ("急救中心建设", Kind::Works),
            ("慢病示范区创建", Kind::Works),
            ("监管能力建设", Kind::State),
            ("服务体系建设", Kind::State),
            ("投诉处理办法", Kind::Paper),
            ("联防机制", Kind::Paper),
            ("健康素养普查", Kind::Doing),
            ("规范管理率", Kind::Size),
            ("救治网络", Kind::System),
            ("服务水平", Kind::State),
            ("老年友善程度", Kind::Other),
            ("", Kind::None),
        ] {
            assert_eq!(kind_of(object), kind, "{object}");
        }
    }
}
