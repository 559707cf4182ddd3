// Made-up filings for journeys, and mending an error workbook as a person would.

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const HEADERS = ['来件编号', '来源渠道', '登记时间', '类型', '姓名', '证件号码', '联系电话', '联系地址', '被投诉举报单位', '行政区划代码', '商品或服务', '类别', '问题类别', '金额', '索赔金额', '诉求', '内容'];
const SURNAMES = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王'];
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A resident identity number with its check digit (GB 11643); nobody's. */
export function identityNumber(serial) {
  const first = `43060219${80 + (serial % 20)}0${1 + (serial % 9)}1${serial % 10}${String(100 + (serial % 900)).padStart(3, '0')}`;
  const sum = [...first].reduce((total, digit, place) => total + Number(digit) * WEIGHTS[place], 0);
  return first + '10X98765432'[sum % 11];
}

/** Wall clock of Asia/Shanghai, `days` days ago. */
export function daysAgo(days, time = '09:30') {
  const day = new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);
  return `${day} ${time}`;
}

/** People who share nothing but a telephone, against one trader, each claiming ten times the price. */
export function strangersOnOneTelephone({ prefix, count, trader, phone }) {
  return Array.from({ length: count }, (_, n) => ({
    来件编号: `${prefix}-${n + 1}`,
    来源渠道: '来访',
    登记时间: daysAgo(count - n, `10:${String(10 + n)}`),
    类型: '投诉',
    姓名: `${SURNAMES[n % SURNAMES.length]}测${'甲乙丙丁戊己庚辛'[n % 8]}`,
    证件号码: identityNumber(n * 37 + 5),
    联系电话: phone,
    联系地址: `岳阳市测试路${100 + n * 13}号`,
    被投诉举报单位: trader,
    行政区划代码: '430600',
    商品或服务: '酱板鸭',
    类别: '食品',
    问题类别: '标签标识',
    金额: '30.00',
    索赔金额: '1000.00',
    诉求: '退还货款并十倍赔偿',
    内容: '所购商品标签不符合规定，要求十倍赔偿。【虚构数据】',
  }));
}

/** The rows as a CSV file for a file chooser. */
export function csvFile(name, rows) {
  const lines = [HEADERS, ...rows.map((row) => HEADERS.map((header) => row[header] ?? ''))];
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.map((cells) => cells.join(',')).join('\n')}\n`) };
}

/** The same workbook with some texts replaced, wherever they stand. */
export function mendWorkbook(bytes, replacements) {
  const files = unzipSync(new Uint8Array(bytes));
  let mended = 0;
  for (const name of Object.keys(files).filter((file) => file.endsWith('.xml'))) {
    let text = strFromU8(files[name]);
    for (const [wrong, right] of Object.entries(replacements)) {
      // A whole cell only: the reasons quote the wrong text and stay as they are.
      const cell = `>${wrong}</t>`;
      mended += text.split(cell).length - 1;
      text = text.replaceAll(cell, `>${right}</t>`);
    }
    files[name] = strToU8(text);
  }
  return { bytes: Buffer.from(zipSync(files)), mended };
}
