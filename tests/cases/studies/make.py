#!/usr/bin/env python3
"""Makes the bundled study: two invented organizations, one group each, twelve weeks, about 400 messages.

    python3 tests/cases/studies/make.py [FOLDER]

Everything is invented: no person, street, group or message is real. Standard library only, no clock, and a generator of
its own, so that the same bytes come out everywhere. Planted, so that a reader can check the report by hand:

* 花间布坊 — a sewing workshop whose members answer each other, keep the record themselves and come back;
* 槐荫舞蹈队 — a dance team of whose list more than half never writes; its 健康课堂 was full on the opening day, with
  gifts and guests, and nearly empty after.
"""
import datetime
import io
import pathlib
import sys
import zipfile

START = datetime.date(2017, 2, 6)
DAYS = 84


class Stream:
    """xorshift64*: small, and the same on every platform and version."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        x = self.state
        x ^= x >> 12
        x ^= (x << 25) & 0xFFFFFFFFFFFFFFFF
        x ^= x >> 27
        self.state = x
        return ((x * 0x2545F4914F6CDD1D) & 0xFFFFFFFFFFFFFFFF) % (1 << 32) * n >> 32

    def pick(self, items):
        return items[self.below(len(items))]

    def chance(self, percent):
        return self.below(100) < percent


SEWING = ["巧云", "兰心", "秋月姐", "阿芬", "素珍(6号院)", "桂香", "小禾", "明霞", "玉梅", "春燕"]
SEWING_QUIET = ["老周", "云姨"]
DANCE = ["金队长", "红梅", "阿莲", "铁柱", "迎春", "彩霞"]
DANCE_QUIET = ["桂枝", "秀芹", "大荣", "月娥", "小凤", "玉珠", "艳秋", "冬梅", "素云", "丽君"]
COACH = "陶老师"

CHAT = ["今天风真大", "我家那口子又念叨了", "地铁口新开了一家布店", "这个颜色好看", "剪子磨好了", "孙子放学我就来", "昨天那顿饺子真香",
        "谁有多余的松紧带", "我带点毛线过来", "走走也好", "晚上一起散步？", "那边院子的玉兰开了", "天暖和了", "慢慢来不着急"]
REPLY = ["好", "行，我也去", "我有，明天带来", "哈哈就是", "辛苦啦", "谢谢你", "没问题", "这个主意好", "等我一下", "听你的"]
RECEIPT = ["收到", "收到👍", "好的"]
FEELING = ["今天做得真开心，手也巧了", "跟大家一起心里亮堂", "学会了锁边，回家给孙女做一个"]


def mention(name):
    return f"@{name}\u2005"


class Chat:
    def __init__(self, title, seed):
        self.title, self.lines, self.random = title, [], Stream(seed)

    def say(self, day, minute, name, text):
        self.lines.append((START + datetime.timedelta(days=day), minute, len(self.lines), name, text))

    def text(self):
        out = [f"{self.title} 微信群上的聊天记录如下，请查收。", ""]
        last = None
        for date, minute, _, name, text in sorted(self.lines, key=lambda line: line[:3]):
            if date != last:
                out += [f"—————  {date}  —————", "", ""]
                last = date
            out += [f"{name}  {minute // 60:02d}:{minute % 60:02d}", "", text, ""]
        return "\n".join(out)


def talk(chat, day, minute, people, turns, names_percent):
    """A short conversation: turns follow each other within minutes, some name the one they answer."""
    random = chat.random
    before = None
    for turn in range(turns):
        name = random.pick([p for p in people if p != before])
        text = random.pick(CHAT if turn == 0 else REPLY)
        if before and random.chance(names_percent):
            text = mention(before) + text
        chat.say(day, minute, name, text)
        minute, before = minute + 1 + random.below(6), name


def sewing():
    chat, sheets, activities = Chat("花间布坊", 20170206), [], []
    random = chat.random
    for week in range(12):
        day = 7 * week + 2  # Wednesday
        title = ["缝杯垫", "做布包", "改衣服", "给敬老院做坐垫"][week % 4]
        chat.say(day - 1, 9 * 60, SEWING[week % 3], f"【通知】周三下午两点活动室{title}，来的说一声")
        for person in SEWING[3 : 5 + week % 3]:
            chat.say(day - 1, 9 * 60 + 10 + random.below(120), person, random.pick(["报名", "我来", "+1 报名"]))
        came = [p for p in SEWING if p == SEWING[week % 3] or random.chance(72)] + ["老周"]
        chat.say(day, 16 * 60, SEWING[week % 3], "[图片: 0123456789abcdef0123456789abcdef.jpg(请在附件中查看)]")
        chat.say(day, 16 * 60 + 2, SEWING[(week + 1) % 3], f"活动记录：今天{title}，来了{len(came)}人，签到表在照片里")
        if week % 2:
            chat.say(day, 20 * 60, random.pick(SEWING[3:]), random.pick(FEELING))
        talk(chat, day, 17 * 60 + 5, SEWING, 5 + random.below(4), 55)
        talk(chat, day + 2, 19 * 60 + random.below(60), SEWING[:8], 4 + random.below(4), 45)
        if week % 3 == 0:
            chat.say(day + 1, 20 * 60 + 30, COACH, "大家的记录写得真清楚，下次谁愿意来讲讲？")
            chat.say(day + 1, 20 * 60 + 34, SEWING[0], mention(COACH) + "让阿芬讲，她记得细")
        date = START + datetime.timedelta(days=day)
        if week != 5:  # One sheet was never retyped: not recorded is not "nobody came".
            sheets.append((date, title, came))
        activities.append([f"{date} {title}", "花间布坊", title, "布艺", date, "活动室", "", "no", "no", "organization",
                           "others" if week % 4 == 3 else "members"])
    return chat, sheets, activities


def dance():
    chat, sheets, activities = Chat("槐荫舞蹈队", 20170207), [], []
    random = chat.random
    class_attendance = {0: 31, 2: 9, 4: 7, 6: 5, 8: 5, 10: 4}
    for week in range(12):
        day = 7 * week
        chat.say(day, 8 * 60, "金队长", "【通知】今晚七点照常排练，穿软底鞋")
        for person in DANCE[1:4]:
            if random.chance(75):
                chat.say(day, 8 * 60 + 5 + random.below(90), person, random.pick(RECEIPT))
        talk(chat, day, 20 * 60 + 40, DANCE, 5 + random.below(4), 40)
        talk(chat, day + 3, 18 * 60 + random.below(50), DANCE[:5], 3 + random.below(3), 35)
        if week % 2 == 0:
            date = START + datetime.timedelta(days=day + 5)
            chat.say(day + 4, 10 * 60, COACH, "健康课堂周六上午九点，社区大厅，请大家转告邻居")
            chat.say(day + 4, 10 * 60 + 3, "金队长", mention(COACH) + "收到")
            people = DANCE + DANCE_QUIET + [f"街坊{n:02d}" for n in range(1, 20)]
            count = class_attendance[week]
            came = people[:count] if week == 0 else DANCE[: min(count, 4)] + DANCE_QUIET[: max(count - 4, 0)]
            sheets.append((date, "健康课堂", came))
            gift = "yes" if week == 0 else "no"
            activities.append([f"{date} 健康课堂", "槐荫舞蹈队", "健康课堂", "健康课堂", date, "社区大厅", "", gift, gift,
                               "government", "members"])
    return chat, sheets, activities


def csv(rows):
    return "".join(",".join(str(cell) for cell in row) + "\n" for row in rows)


def sheet_csv(date, title, names):
    rows = [[f"{title}签到表", "", ""], ["序号", "姓名", "联系电话"]]
    return "\ufeff" + csv(rows + [[i + 1, name, ""] for i, name in enumerate(names)])


def sheet_xlsx(title, names):
    """The smallest workbook a spreadsheet program opens: one sheet, inline strings."""
    rows = [[title + "签到表"], ["序号", "姓名"]] + [[str(i + 1), name] for i, name in enumerate(names)]
    cells = "".join(
        f'<row r="{r + 1}">'
        + "".join(f'<c r="{"AB"[c]}{r + 1}" t="inlineStr"><is><t>{text}</t></is></c>' for c, text in enumerate(row))
        + "</row>"
        for r, row in enumerate(rows)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="签到" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2017, 1, 1, 0, 0, 0)), text)
    return buffer.getvalue()


STUDY = """\
# Invented: no person, street, group or message here is real. Made by tests/cases/studies/make.py.
id = "huaiyin"
title = "槐荫巷（虚构示例）"
zone = "Asia/Shanghai"
start = "2017-02-06"
end = "2017-05-01"
staff = ["陶老师"]

[ties.explicit]
rule = "explicit"

[ties.talk]
rule = "explicit_else_adjacent"
within = "60m"
back = 1
"""


def main():
    here = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "huaiyin"
    files = {"study.toml": STUDY}
    header = ["activity", "organization", "title", "kind", "start", "venue", "headcount", "incentive", "guests",
              "initiated_by", "serves"]
    rows = [header]
    for (chat, sheets, activities), members in ((sewing(), SEWING + SEWING_QUIET), (dance(), DANCE + DANCE_QUIET)):
        files[f"chats/{chat.title}.txt"] = chat.text()
        files[f"rosters/{chat.title} 2017-02-06.txt"] = "\n".join([COACH, *members]) + "\n"
        files[f"rosters/{chat.title} 2017-04-30.txt"] = "\n".join([COACH, *members]) + "\n"
        rows += activities
        for i, (date, title, names) in enumerate(sheets):
            name = f"sheets/{chat.title}/{date} {title}"
            if i == 1:
                files[name + ".xlsx"] = sheet_xlsx(title, names)
            else:
                files[name + ".csv"] = sheet_csv(date, title, names)
    files["activities.csv"] = csv(rows)
    for name, content in files.items():
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


if __name__ == "__main__":
    main()
