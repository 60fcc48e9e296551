"""Everyday words, and the words that official prose has for them; written by hand from general knowledge."""

from __future__ import annotations

_TABLE = """
看病 就医|医疗 就诊 诊疗 医院
医生 大夫|医师 医务人员 医护
上学 念书 读书|义务教育 学位 入学 中小学
娃 孩子 小孩|儿童 学生 学前
小小孩 宝宝|婴幼儿 托育 托位
幼儿园|学前教育 公办园
大学生|高校毕业生 毕业生
老人 老头 老太太|老年人 养老 助老
修路 路修 马路 修了 多少路|公路 道路 里程 新改建
乡下 村里 农村|农村 乡村 行政村
种田 种地 农民|农业 农户 农村居民
打工 找工作 工作机会 有工作|就业 务工 转移就业
打零工 零工|灵活就业
丢工作 没工作 失业|失业 登记失业
挣钱 收入 工资|可支配收入 工资性收入 增收
穷 困难户 贫困|困难 脱贫 低收入
拉来 招来|招引 引进 招商引资
招商|招引 引进 签约
老板 公司 厂 工厂|企业 经营主体 市场主体
小公司 小企业 小店|中小微企业 小微企业 个体工商户
外国老板 外国人的钱|外商投资 利用外资 外资
跟国外 买卖 外国做生意|进出口 外贸 对外贸易
盖房 盖楼 盖好|建设 竣工 新建
房子 住房|住房 保障性住房 住宅
租房|租赁住房 公租房
旧楼 旧楼院 老楼|老旧小区 改造
上下楼的梯子|电梯 加装电梯
茅房 茅厕 厕所|户厕 卫生厕所
煤气 煤气管|燃气 燃气管道
水管 下水道|供水 排水 管网
喝水 吃水 自来水|饮水 供水
空气 雾霾|优良天数 细颗粒物 空气质量
栽树 种树|造林 绿化 营造林
风沙|防沙治沙 沙化
山火|森林火灾
打粮 打的粮 斤粮 粮|粮食产量 总产量
猪|生猪 出栏
牛 羊|牛羊 出栏 肉牛
菜|蔬菜
电动车|新能源汽车
发电|装机 电力 新能源
坐车 坐火车|旅客 客运 铁路
坐飞机 飞机|航空 旅客吞吐量 航班
寄包裹 快递|快递业务量 邮政
地铁|轨道交通 运营里程
旧东西换新|以旧换新
花钱 消费|消费 支出
发了多少钱 给钱 补钱|补贴 补助 发放
交税 税少|税收 减税降费
欠账 欠款|清欠 账款
借钱 贷款|贷款 融资 授信
上股市 股市|上市 上市公司
不用跑腿 跑腿 上网就能办|全程网办 政务服务
手艺 能工巧匠 技术工人|技能 技能人才 职业技能
专家 能人 人才|人才 带头人
游客 来玩 外国人玩|旅游 游客 入境
演出 唱歌|演艺 演出
运动会 运动员|赛事 健儿
拿了几个第一 冠军|金牌
博物馆晚关门|延时开放
卖书|书店
公园 逛的园子|公园
普通工厂|一般制造业
乱盖|违法建设
防灾 台风 躲|转移 避险 避风
活多少岁|人均预期寿命
排第几 前几名|位次 排名
投资计划|项目
高科技公司|高新技术企业
够规模的工厂|规上工业企业
"""


def _read(table: str) -> dict[str, tuple[str, ...]]:
    lines = (line.split("|") for line in table.split("\n") if line)
    return {word: tuple(official.split()) for everyday, official in lines for word in everyday.split()}


OFFICIAL_WORDS = _read(_TABLE)


def official_words(question: str) -> list[str]:
    """The official words for the everyday words of a question, in the table's order, each once."""
    found = (official for word, official in OFFICIAL_WORDS.items() if word in question)
    return list(dict.fromkeys(word for words in found for word in words))
