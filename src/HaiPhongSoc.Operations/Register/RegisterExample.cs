namespace HaiPhongSoc.Operations.Register;

/// <summary>A register file to begin with: it is read without a fault as it stands.</summary>
public static class RegisterExample
{
    public static string Yaml => """
        # Cơ quan: mã viết thường không dấu, không đổi về sau. kind: city, department, unit, commune, ward, special-zone.
        organisations:
          - {code: so-a, kind: department, name: Sở A, phone: "0225 000 0100"}
          - {code: tt-a, kind: unit, name: Trung tâm A, parent: so-a}
        # Hệ thống: owner là chủ quản, operator là đơn vị vận hành (bỏ nếu chủ quản tự vận hành).
        systems:
          - code: cong-a
            name: Cổng thông tin Sở A
            owner: so-a
            operator: tt-a
            # in-operation: đang vận hành, phải có cấp độ và kết luận đủ điều kiện; test: thử nghiệm; not-concluded: chưa kết luận bảo đảm an toàn; retired: đã ngừng.
            status: in-operation
            has_real_data: true
            # approved: cấp độ đã phê duyệt; trước khi phê duyệt ghi proposed (đề xuất), computed (theo tiêu chí).
            level: {approved: 2, basis: "Nghị định 331/2026/NĐ-CP, Điều 12", decision: Quyết định 1/QĐ-UBND, decided_on: 2026-09-15}
            conclusion: {document: Kết luận 1/KL-CATP, on: 2026-10-01}
            contact: {name: Nguyễn Văn A, phone: "0225 000 0101"}
            # Tài sản: network (dải địa chỉ), host (máy), domain (tên miền) hoặc account (tài khoản), trong vùng mạng realm.
            assets:
              - {realm: ttthdl, network: 10.99.1.0/24}
              - {realm: ttthdl, host: web-a-01}
        """;
}
