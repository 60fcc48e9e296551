"""What of a page is content: furniture goes, every sentence and figure stays."""

from pathlib import Path

import pytest

from policyqa.reading import read_document
from policyqa.reading.furniture import sort_lines

FORUM = """山城论坛-山城生活网

 找回密码
 立即注册
查看: 1203|回复: 4

全县项目建设推进会召开

[复制链接]

3万

主题

6万

帖子

管理员

Rank: 9Rank: 9
发表于 2022-3-4 10:20:30 | 显示全部楼层 |阅读模式
本周三，全县项目建设推进会召开。
2022年，开工亿元项目60个以上。
3个
回复

使用道具 举报

您需要登录后才可以回帖 登录 | 立即注册
本版积分规则
手机版|山城论坛 ( 某ICP备00000000号 )
Powered by 山城论坛
友情链接:甲公司乙公司
快速回复 返回顶部
"""
PORTAL = """• 设为首页|
  • 加入收藏|
打造便民平台 服务千家万户
您现在的位置: 网站首页> 通知公告> 正文
索引号: 000014349/2023-00012 主题分类: 工业
发布机构: 南山县人民政府办公室 文号: 南政办〔2023〕7号
名称: 南山县2023年工业目标分解表
发布日期: 2023-02-08
南山县2023年工业目标分解表
发布时间:2023-02-08 09:08 来源:县政府办 浏览次数: 字体:[ ]
序号
目标
1
产值达90亿元
联系电话：请于3月1日前报送。
监督电话: 00000000
上一篇:关于防汛工作的通知
下一篇:没有了
版权所有:南山县人民政府
"""


def kept(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    document = read_document(tmp_path, "a.txt")
    return [document.text[b.start : b.end] for b in document.blocks]


def test_a_forum_page_keeps_title_and_post(tmp_path: Path) -> None:
    assert kept(tmp_path, FORUM) == [
        "全县项目建设推进会召开",
        "本周三，全县项目建设推进会召开。",
        "2022年，开工亿元项目60个以上。",
        "3个",
    ]


def test_a_government_page_keeps_its_table_and_says_its_title_once(tmp_path: Path) -> None:
    assert kept(tmp_path, PORTAL) == [
        "南山县2023年工业目标分解表",
        "序号",
        "目标",
        "1",
        "产值达90亿元",
        "联系电话：请于3月1日前报送。",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "回复率达到98%以上。",
        "首页改版完成投资30万元",
        "上一篇章已经翻过,今年要完成投资50亿元。",
        "分享改革成果,惠及群众3万人",
        "打印设备20台、桌椅300套",
        "登录平台的企业达到120家",
        "版权登记2300件,增长12%。",
        "全年发放收藏证书15件",
        "更多企业家参与,新增会员400户",
        "联系电话补贴每人每月100元。",
        "来源于省财政的资金占60%",
        "时间紧、任务重,必须在6月底前完成80%",
        "阅读量突破100万人次,同比增长20%。",
        "关闭煤矿12处",
        "一、重点任务",
        "2万",
    ],
)
def test_content_that_resembles_furniture_stays(line: str) -> None:
    before, after = "上半年全县经济运行平稳,完成投资80亿元。", "下半年将继续努力,确保完成全年各项目标任务。"
    assert sort_lines([before, line, after])[1] == ""


@pytest.mark.parametrize(
    "line",
    [
        "您当前的位置:首页>新闻",
        "上一条:某会议召开",
        "下一页",
        "[复制链接]",
        "字体:大 中 小",
        "打印本页 关闭窗口",
        "Copyright 2020 All Rights Reserved",
        "扫一扫在手机打开当前页",
        "京ICP备00000000号-1",
        "分享到:",
        "责任编辑:某某",
        "用户名 密码 登录",
        "点击:  ",
        "本文仅代表作者观点,不代表本站立场。",
        "浏览次数:18",
    ],
)
def test_furniture_is_no_content_wherever_it_stands(line: str) -> None:
    before, after = "上半年全县经济运行平稳,完成投资80亿元。", "下半年将继续努力,确保完成全年各项目标任务。"
    assert sort_lines([before, line, after])[1] != ""


def test_a_short_last_line_stays_where_no_foot_follows() -> None:
    assert sort_lines(["全年完成投资80亿元,同比增长12%,超过年初目标。", "市发展改革委"]) == ["", ""]
