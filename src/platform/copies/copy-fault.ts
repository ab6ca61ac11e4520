const SENTENCES = {
  'no-file': 'Không đọc được tệp {file}. / The file cannot be read.',
  exists:
    'Đã có tệp {file}; đặt tên khác hoặc thêm --force. / The file exists: choose another name or add --force.',
  'not-a-copy': '{file} không phải bản sao lưu của Gốc. / This is no copy made by goc backup.',
  'newer-format':
    '{file} do phiên bản Gốc mới hơn tạo ra; hãy cập nhật chương trình. / A newer Gốc made this copy: update this program.',
  cut: '{file} bị thiếu phần cuối: sao chép chưa xong hoặc tệp bị cắt. Dùng bản sao lưu khác. / The end of the file is missing. Use another copy.',
  changed:
    '{file} đã bị thay đổi hoặc hỏng: mã kiểm tra không khớp. Dùng bản sao lưu khác. / The file was changed or damaged: its checksum does not agree. Use another copy.',
  'needs-passphrase':
    '{file} được khóa bằng mật khẩu; thêm --passphrase-file. / The copy is locked: add --passphrase-file.',
  'wrong-passphrase': 'Mật khẩu không mở được {file}. / The passphrase does not open this copy.',
  'not-locked':
    '{file} không khóa bằng mật khẩu; bỏ --passphrase-file. / The copy is not locked: leave --passphrase-file out.',
  'weak-passphrase':
    'Mật khẩu trong {file} phải có ít nhất {least} ký tự. / The passphrase must have at least {least} characters.',
  unreadable:
    'Nội dung của {file} không đúng dạng ({what}). Dùng bản sao lưu khác. / The content is not as it must be. Use another copy.',
  newer:
    'Bản sao lưu do phiên bản Gốc mới hơn tạo ra ({what}). Cập nhật chương trình rồi khôi phục. / A newer Gốc made this copy: update this program, then restore.',
  'not-empty':
    'Cơ sở dữ liệu đích không trống ({what}); chỉ khôi phục vào cơ sở dữ liệu mới, trống. Không có gì thay đổi. / The target is not empty: restore into a new, empty database. Nothing was changed.',
  'no-door':
    'Máy chủ đang chạy không cho sao lưu từ bên ngoài; dừng nó rồi chạy lại. / The running server lets no copy out: stop it, then try again.',
  interrupted:
    'Máy chủ dừng giữa chừng khi đang sao lưu; không có gì được giữ lại. / The server stopped in the middle of the copy; nothing was kept.',
  'not-prepared':
    'Cơ sở dữ liệu chưa có gì của Gốc để sao lưu. / This database holds nothing of Gốc to copy.',
  'breaks-rules':
    'Nội dung bản sao lưu trái với quy tắc của cơ sở dữ liệu ({what}); cơ sở dữ liệu đích vẫn trống. / The rows break a rule of the database; the target is still empty.',
} as const;

/** Why a copy is not made, not opened or not brought back, in words of both languages. */
export class CopyFault extends Error {
  constructor(
    readonly why: keyof typeof SENTENCES,
    facts: { file?: string; what?: string; least?: number } = {},
    cause?: unknown,
  ) {
    super(
      SENTENCES[why].replace(/\{(\w+)\}/g, (_, name: string) =>
        String(facts[name as keyof typeof facts] ?? ''),
      ),
      { cause },
    );
  }
}
