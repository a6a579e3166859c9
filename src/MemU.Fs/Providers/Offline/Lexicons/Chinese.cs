namespace MemU.Fs.Providers.Offline.Lexicons;

/// <summary>The Chinese vocabulary.</summary>
internal static class Chinese
{
    private const string Kin = """
        我妈 我爸 妈妈 爸爸 母亲 父亲 爸妈 父母 我娘 我爹 老妈 老爸 哥哥 弟弟 姐姐 妹妹 我哥 我弟 我姐 我妹 老公 老婆 媳妇 丈夫 妻子 爱人 对象 男朋友 女朋友 男友 女友 未婚夫 未婚妻 儿子 女儿 闺女 孩子 娃 宝宝 老大 老二
        爷爷 奶奶 外公 外婆 姥姥 姥爷 公公 婆婆 岳父 岳母 丈母娘 老丈人 叔叔 阿姨 舅舅 舅妈 姑姑 姑妈 伯伯 伯父 表哥 表姐 表弟 表妹 堂哥 堂姐 堂弟 堂妹 侄子 侄女 外甥 外甥女 孙子 孙女 小姨 姨妈 姑父 双胞胎 我女儿 我儿子 我老公 我老婆 我媳妇 我外婆 我奶奶 我爷爷
        """;

    private const string Relation = "同事 室友 舍友 朋友 闺蜜 哥们 发小 同学 老师 教练 导师 师傅 师父 老板 领导 上司 主管 组长 经理 房东 邻居 邻居 医生 大夫 律师 保姆 护工 阿姨 中介 客户 下属 徒弟 学生 搭档 合伙人 搭子 队友 师兄 师姐 师弟 师妹 前任 月嫂 钟点工";

    private const string Pet = "猫 狗 小猫 小狗 猫咪 狗狗 金毛 柯基 泰迪 拉布拉多 哈士奇 边牧 橘猫 布偶 英短 美短 仓鼠 兔子 鹦鹉 乌龟 金鱼 猫主子 柴犬 比熊 博美 龙猫";

    private const string Occupation = """
        产品经理 工程师 程序员 设计师 老师 教师 医生 护士 律师 会计 司机 厨师 记者 编辑 翻译 演员 歌手 画家 作家 教授 讲师 研究员 公务员 警察 消防员 军人 销售 客服 店长 店主 老板 经理 主管 总监 助理 秘书 出纳 审计 顾问 咨询师 心理咨询师 药剂师
        电工 木工 焊工 技工 工人 农民 快递员 外卖员 保安 保洁 导游 空姐 飞行员 摄影师 化妆师 理发师 美容师 健身教练 园丁 裁缝 面包师 咖啡师 调酒师 茶艺师 建筑师 架构师 数据分析师 科学家 研究生 博士 博士生 大学生 实习生 幼师 辅导员 班主任 图书管理员 兽医 牙医 麻醉师 药师
        自由职业 个体户 退休 修文物 做测试 做运营 做设计 做开发 做销售 做会计 当老师 当医生 当护士 开店 开民宿 跑滴滴 带货 主播
        """;

    private const string Health = """
        过敏 高血压 血压高 低血压 糖尿病 血糖 血糖偏高 血脂 尿酸 痛风 心脏病 心慌 心律不齐 哮喘 鼻炎 咽炎 胃炎 胃病 胃溃疡 肠炎 胆囊炎 胆结石 肾结石 肝炎 脂肪肝 贫血 甲亢 甲减 甲状腺 结节 癌 肺癌 肿瘤 中风 脑梗 老年痴呆 帕金森 认知障碍 轻度认知障碍 抑郁 抑郁症 焦虑症 失眠 偏头痛 头晕症 眩晕症
        耳鸣 耳背 近视 散光 老花 白内障 青光眼 色盲 色弱 颈椎病 腰椎间盘突出 腰椎 腰肌劳损 关节炎 风湿 类风湿 骨质疏松 半月板 韧带 跟腱 湿疹 荨麻疹 皮炎 晕车 晕机 晕船 乳糖不耐受 不耐受 恐高 幽闭 怀孕 弱视 斜视 多动 多动症 自闭症 发育迟缓 特别敏感 很敏感 青霉素 胰岛素 残疾 失聪 口吃 多囊 妊娠 幽门螺杆菌 腱鞘炎 滑膜炎 肩周炎 足底筋膜炎 静脉曲张 左撇子
        """;

    private const string Like = "喜欢 最喜欢 爱吃 爱喝 爱看 爱听 爱玩 最爱 特别爱 超爱 偏爱 钟爱 热爱 迷上 着迷 痴迷 上瘾 入迷 中意 更喜欢 宁愿 宁可 好这口 离不开 啥都吃 什么都吃 听着踏实 喜爱 酷爱";

    private const string Dislike = "不喜欢 讨厌 不爱 最烦 受不了 不吃 不喝 不能吃 不能喝 碰不得 吃不了 喝不了 吃不惯 喝不惯 不碰 忌口 反感 戒了 戒掉 不沾 怕吃 最怕 一口都不 不怎么吃 不怎么喝 不太喜欢 除了 接受不了 看不惯 厌恶";

    private const string Opinion = "我觉得 我认为 我感觉 我看 个人觉得 在我看来 依我看 我还是觉得 我一直觉得 我不认为 我总觉得";

    private const string Goal = "目标 想学 一直想 我想 打算 计划 梦想 希望能 争取 攒钱 存钱 立志 想考 要考 想做 想去 想换 想当 心愿 愿望 念叨 早就想 一门心思 准备考 备考 理想";

    private const string Often = """
        每天 每周 每月 每年 每晚 每早 每次 每个月 每个周 每逢 每到 每隔 天天 年年 月月 周周 一般 通常 经常 常常 总是 平时 平常 从来不 从不 从来没 老是 习惯 雷打不动 一直都 固定 一天两 一天三 一天一 一周两 一周三 一周一 一年两 一年就 早晚各 早上都 晚上都 睡前 起床 饭后 必须 必上床 一三五 二四六 二四 周末都
        工作日 隔天 隔周 轮流 排班 休息日 照例 按时 天天都 日常 每星期 每礼拜 每季度 从小到大 月底都 月初都 两天一次 逢年过节
        """;

    private const string Able = "会 能听懂 听得懂 看得懂 学会 学会了 会修 会做 会弹 会写 会开 会用 会说 会打 会画 会唱 拿手 擅长 精通 熟练 熟悉 练出来 练会 自学 上手 出师 独立完成 拿了证 考下 拿证 驾照 最快 没问题 天天写 拿得出手 标准得很 自己弄 整明白 教会 都会了 算会了 懂点";

    private const string Outcome = """
        报错 超时 挂掉 挂了 崩了 崩溃 卡死 卡住 起不来 乱码 抽风 闪退 死机 失败 报 重启 就好了 就行 就行了 好了 就没事 没事了 没反应 半点反应 打不通 不管用 管用 好使 好用 靠谱 难用 坑 翻车 成功 解决 修好 变快 变慢 太慢 慢得 快多了 降到 才会 才能 才行 必须加 得加 要加 要开 别用 别选 别直接 默认 不支持 支持 兼容 丢数据 覆盖 准倒是准 省了 卡顿 断线 掉线 连不上
        取消了 不准 很准 漏 失灵 坏了 反应 生效
        """;

    private const string Setting = "配了 配置 设成 设置 改成 改为 调到 调成 换成 加上 加个 关掉 打开 开启 关闭 升级 降级 装了 安装 卸载 重装 用 跑 设 限制 参数 选项 开关 权限 并行";

    private const string Tech = """
        跑批 定时任务 调度 报表 数仓 数据量 任务状态 分区 去重 指标 埋点 推送 水平仪 测距仪 电钻 美缝 洗衣机 烘干机 洗碗机 热水器 净水器 冰箱 空气炸锅 电饭煲 榨汁机 手环 跑步机 充电宝 充电桩 车机 导航仪 行车记录仪 无人机 打蛋器 缝纫机 电子秤 相册 云盘 网盘 剪映 打卡机 门锁 音箱 平底锅
        服务器 数据库 接口 后端 前端 缓存 日志 端口 配置 脚本 镜像 容器 部署 上线 发版 分支 仓库 代码 编译 构建 测试环境 生产环境 线上 内存 磁盘 索引 队列 线程 进程 域名 证书 网关 登录 权限 软件 系统 程序 小程序 插件 账号体系 打印机 收银机 路由器 手机 电脑 平板 手表 相机 麦克风 耳机 键盘 投影仪 扫地机 磨豆机 烤箱 空调 app APP 编码 wifi WiFi
        监控 告警 备份 回滚 迁移 版本 依赖 框架 算法 模型 表格 公式 导出 导入 上传 下载 过期时间 参数 环境变量 机器 客户端 集群 订票 候补 导航 软件 平台 网站
        """;

    private const string Milestone = """
        签了 签合同 签约 搬家 搬到 搬去 搬了 买了 买房 卖了 结婚 领证 离婚 分手 分了 订婚 出生 生了 去世 走的 走了 退休 毕业 升职 升了 转正 入职 离职 辞职 跳槽 转岗 被裁 录取 考上 考过 通过了 拿到 收到 报名 报了名 报了 开业 上线 上线了 完成 住院 出院 手术 确诊 开刀 绝育 打疫苗 约了 定了 决定 谈好 谈妥 谈成 谈下来 磨下来 订了 订好 买到 抢到
        中标 续约 到期 搬迁 换了 换工作 改到 推迟 延期 提前到 取消 开始 结束 参加 获奖 得奖 得了奖 拿奖 办酒 办婚礼 放弃 创业 成立 注册 交房 装修 收养 领养 到货 发布 立项 验收
        """;

    private const string Incident = "挂过 挂了 爆了 宕机 宕了 事故 故障 出事 摔了 撞了 丢了 被偷 着火 漏水 断电 找不着家 堵了 骨折 崩过 停电 被盗 误删 删库 淹了";

    private const string Decision = "定了 决定 商量好 说好了 敲定 拍板 组里定 就这么定 定下来 达成一致 一致同意 选定";

    private const string Mood = "好困 困死 好累 累死 累了 烦死 心情 难过 开心死 郁闷 气死 无聊 饿死 饿了 好饿 崩溃了 头大 麻了 困 没睡好 眼皮 呜呜 愁死 想哭 好烦 头疼死 爱了";

    private const string Say = "说 讲 念叨 认为 觉得 非说 老说 天天说 成天说 总说 还说 常说 据说 听说 声称 坚持说 嫌";

    private const string Secret = "密码 口令 卡号 账号 帐号 密钥 秘钥 验证码 身份证号 银行卡号 私钥";

    private const string Activity = """
        吉他 钢琴 小提琴 二胡 古筝 架子鼓 鼓 贝斯 尤克里里 笛子 唱歌 合唱 合唱团 乐队 跳舞 舞蹈 街舞 芭蕾 瑜伽 普拉提 健身 健身房 跑步 夜跑 晨跑 马拉松 半马 游泳 爬山 徒步 登山 攀岩 骑行 骑车 羽毛球 网球 乒乓球 篮球 足球 排球 高尔夫 滑雪 滑冰 冲浪 潜水 钓鱼 太极 太极拳 广场舞 书法 画画 水彩 油画 摄影 剪辑
        拉花 烘焙 做饭 编织 刺绣 陶艺 养花 种菜 园艺 下棋 围棋 象棋 麻将 桌游 剧本杀 读书会 上课 培训 课 一对一 兴趣班 社团 志愿者 露营 拳击 柔道 跆拳道 散打 击剑
        """;

    private const string Home = "住在 住 家在 搬到 定居 老家 租在 租住 家住 现居 人在";

    private const string Contest = "考试 比赛 马拉松 半马 全马 演出 年会 答辩 面试 竞赛 汇报 表演 参赛 考级 音乐会 登台 上台 决赛 托福 雅思 四级 六级";

    private const string Family = "生日 结婚 婚礼 办酒 周年 满月 百日 出生 刚出生 去世 走的 分手 分了 离婚 订婚 怀孕 预产期 领证 亲子 过世 葬礼 满月酒";

    private const string Learned = "其实是 原来 才知道 刚知道 刚整明白 整明白 想起来了 之前完全不知道 规定 要求 冷知识 原因 是因为 学到";

    private const string Work = """
        公司 项目 上班 下班 加班 开会 会议 老板 领导 同事 客户 合同 工资 薪水 涨薪 年终奖 奖金 绩效 offer 面试 入职 离职 转岗 跳槽 交接 发版 上线 排期 需求 评审 周报 汇报 出差 考勤 组里 部门 团队 店 店租 房东 进货 供应商 烘焙厂 摊位 市集 库存 流水 排班 工厂 车间 产线 值班 发测试 上生产 试用期 办公室 甲方 乙方 招标 投标 居家办公 居家 期权 简历 实习 馆 展览 报销 开业 营业
        """;

    private const string Rule = "必须 得 要 才 不能 不得 最多 最少 至少 最低 最高 以内 默认 规定 上限 下限 不行";

    private const string Now = "现在就在 正在 这会儿 这会 刚才 此刻 等一下 等我 马上 稍等 在地铁上 下雨了 今天";

    private const string Age = "岁 周岁 虚岁 属 出生 生日";

    private const string Travel = "旅游 旅行 出发 机票 火车票 高铁 酒店 民宿 音乐节 玩 度假 自驾 景点 露营 出国 签证";

    private const string Person = "他 她 它 他们 她们 人家 咱 我们 咱们";

    /// <summary>All fields together.</summary>
    public static Lexicon Terms { get; } = new(true,
        (Field.Kin, Kin), (Field.Relation, Relation), (Field.Pet, Pet), (Field.Occupation, Occupation), (Field.Health, Health), (Field.Like, Like), (Field.Dislike, Dislike), (Field.Opinion, Opinion), (Field.Goal, Goal),
        (Field.Often, Often), (Field.Able, Able), (Field.Outcome, Outcome), (Field.Setting, Setting), (Field.Tech, Tech), (Field.Milestone, Milestone), (Field.Incident, Incident), (Field.Decision, Decision), (Field.Mood, Mood),
        (Field.Say, Say), (Field.Secret, Secret), (Field.Activity, Activity), (Field.Home, Home), (Field.Contest, Contest), (Field.Family, Family), (Field.Learned, Learned), (Field.Work, Work), (Field.Rule, Rule), (Field.Now, Now),
        (Field.Age, Age), (Field.Travel, Travel), (Field.Person, Person));
}
