using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace HaiPhongSoc.Operations.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AntiMalwareAgents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Realm = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Host = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    IsRegistered = table.Column<bool>(type: "boolean", nullable: false),
                    Addresses = table.Column<string>(type: "text", nullable: false),
                    Product = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ProductVersion = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ReportedAt = table.Column<long>(type: "bigint", nullable: false),
                    SignatureVersion = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SignaturesOf = table.Column<long>(type: "bigint", nullable: true),
                    OutdatedSince = table.Column<long>(type: "bigint", nullable: true),
                    ProtectionOffSince = table.Column<long>(type: "bigint", nullable: true),
                    ProtectionToldAt = table.Column<long>(type: "bigint", nullable: false),
                    LastDetection = table.Column<int>(type: "integer", nullable: true),
                    LastThreat = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LastPath = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LastDetectionAt = table.Column<long>(type: "bigint", nullable: true),
                    Open = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AntiMalwareAgents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Approvals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Command = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Values = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SubjectVersion = table.Column<long>(type: "bigint", nullable: false),
                    Beneficiaries = table.Column<string>(type: "text", nullable: false),
                    RequesterId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequesterName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AskedAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    DecidedById = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DecidedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true),
                    DecisionReason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DoneAt = table.Column<long>(type: "bigint", nullable: true),
                    Alone = table.Column<bool>(type: "boolean", nullable: false),
                    What_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    What_Vi = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Approvals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AspNetRoles",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    NormalizedName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetRoles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUsers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DisplayName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OrganisationCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    MustChangePassword = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    DisabledAt = table.Column<long>(type: "bigint", nullable: true),
                    LastSignInAt = table.Column<long>(type: "bigint", nullable: true),
                    PasswordChangedAt = table.Column<long>(type: "bigint", nullable: true),
                    TotpSecret = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    NextTotpSecret = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LastTotpStep = table.Column<long>(type: "bigint", nullable: false),
                    PasskeyOwedSince = table.Column<long>(type: "bigint", nullable: true),
                    UserName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    NormalizedUserName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    Email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    NormalizedEmail = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    EmailConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    PasswordHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PhoneNumber = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    PhoneNumberConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUsers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditChecks",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    IsGood = table.Column<bool>(type: "boolean", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Vi = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    LastGoodAt = table.Column<long>(type: "bigint", nullable: false),
                    LastGoodSequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditChecks", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ActorId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ActorName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ActorKind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ActorRoles = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Address = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Outcome = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Fault = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Subjects = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Before = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    After = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DetailsVi = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DetailsEn = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    TraceId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SearchText = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Sequence = table.Column<long>(type: "bigint", nullable: true),
                    PreviousHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Seal = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SealKey = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditHead",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Seal = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SealKey = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditHead", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CommittedOffsets",
                columns: table => new
                {
                    Partition = table.Column<int>(type: "integer", nullable: false),
                    Offset = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommittedOffsets", x => x.Partition);
                });

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    FriendlyName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Xml = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DoneOnce",
                columns: table => new
                {
                    ActorId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Fingerprint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Answer = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DoneOnce", x => new { x.ActorId, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "Duties",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Part = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SystemCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OrganisationCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OwedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SubjectName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Confidence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    SoonLead = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    ParentId = table.Column<long>(type: "bigint", nullable: true),
                    NextAt = table.Column<long>(type: "bigint", nullable: true),
                    StepsTold = table.Column<int>(type: "integer", nullable: false),
                    RemindedAt = table.Column<long>(type: "bigint", nullable: true),
                    EscalatedAt = table.Column<long>(type: "bigint", nullable: true),
                    WaivedAt = table.Column<long>(type: "bigint", nullable: true),
                    WaivedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    WaiveReason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DoneAt = table.Column<long>(type: "bigint", nullable: true),
                    DoneBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    EvidenceNote = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangeMark = table.Column<long>(type: "bigint", nullable: false),
                    EscalatedTo_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EscalatedTo_Vi = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title_Vi = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Duties", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Duties_Duties_ParentId",
                        column: x => x.ParentId,
                        principalTable: "Duties",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "ExpectedSpeakers",
                columns: table => new
                {
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    LastTurn = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExpectedSpeakers", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Findings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    CauseKey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Realm = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SystemCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SystemLevel = table.Column<int>(type: "integer", nullable: false),
                    OrganisationCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Severity = table.Column<int>(type: "integer", nullable: false),
                    HostName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Address = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SourceId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    FirstSeen = table.Column<long>(type: "bigint", nullable: false),
                    LastSeen = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    FirstEvents = table.Column<string>(type: "text", nullable: false),
                    LastEvents = table.Column<string>(type: "text", nullable: false),
                    OpenedAt = table.Column<long>(type: "bigint", nullable: false),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true),
                    Reopened = table.Column<int>(type: "integer", nullable: false),
                    AlertId = table.Column<long>(type: "bigint", nullable: true),
                    ClosedBecause_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ClosedBecause_Vi = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Detail_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Detail_Vi = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Findings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "HeardDays",
                columns: table => new
                {
                    SourceId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SystemCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    LastHeard = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HeardDays", x => new { x.SourceId, x.SystemCode, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "HeardOffsets",
                columns: table => new
                {
                    Partition = table.Column<int>(type: "integer", nullable: false),
                    Offset = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HeardOffsets", x => x.Partition);
                });

            migrationBuilder.CreateTable(
                name: "History",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ActorId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ActorName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    What_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    What_Vi = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_History", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IncidentLinks",
                columns: table => new
                {
                    FromId = table.Column<long>(type: "bigint", nullable: false),
                    ToId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentLinks", x => new { x.FromId, x.ToId });
                });

            migrationBuilder.CreateTable(
                name: "Incidents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Severity = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    OpenMark = table.Column<int>(type: "integer", nullable: false, computedColumnSql: "CASE WHEN \"State\" = 4 THEN 0 ELSE 1 END", stored: true),
                    Verdict = table.Column<int>(type: "integer", nullable: true),
                    AssigneeId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AssigneeName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DetectedAt = table.Column<long>(type: "bigint", nullable: false),
                    OpenedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangeMark = table.Column<long>(type: "bigint", nullable: false),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true),
                    Level = table.Column<int>(type: "integer", nullable: false),
                    Serious = table.Column<bool>(type: "boolean", nullable: true),
                    SearchText = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Restricted = table.Column<bool>(type: "boolean", nullable: false),
                    OpenedBecause_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OpenedBecause_Vi = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title_Vi = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Incidents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KioskScreens",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Stamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    IssuedAt = table.Column<long>(type: "bigint", nullable: false),
                    IssuedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OpenUntil = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    OpenedAt = table.Column<long>(type: "bigint", nullable: true),
                    OpenedFrom = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true),
                    RevokedBy = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KioskScreens", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Letters",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    To = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ToName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    WrittenAt = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    NextTryAt = table.Column<long>(type: "bigint", nullable: true),
                    SentAt = table.Column<long>(type: "bigint", nullable: true),
                    LastError = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Letters", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MalwareSightings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Threat = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Realm = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Host = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SystemCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OrganisationCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FirstAt = table.Column<long>(type: "bigint", nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: false),
                    Partition = table.Column<int>(type: "integer", nullable: false),
                    Offset = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MalwareSightings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NumberSeries",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NumberSeries", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Organisations",
                columns: table => new
                {
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ParentCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Phone = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ValidFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true),
                    SuccessorCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    EndDecision = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SearchText = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Organisations", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "RegisterState",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    StartFileDigest = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisterState", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RulesInUse",
                columns: table => new
                {
                    RuleId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RulesInUse", x => x.RuleId);
                });

            migrationBuilder.CreateTable(
                name: "ServiceAccounts",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Purpose = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OwnerId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Roles = table.Column<string>(type: "text", nullable: false),
                    OrganisationCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Disabled = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    SearchText = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ServiceAccounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SignInTickets",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    Purpose = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    AccountId = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    State = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInTickets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Reviews",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    ApprovalId = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    DoneAt = table.Column<long>(type: "bigint", nullable: true),
                    DoneById = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DoneBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Verdict = table.Column<int>(type: "integer", nullable: true),
                    Note = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reviews", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Reviews_Approvals_ApprovalId",
                        column: x => x.ApprovalId,
                        principalTable: "Approvals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AspNetRoleClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RoleId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ClaimType = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ClaimValue = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetRoleClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetRoleClaims_AspNetRoles_RoleId",
                        column: x => x.RoleId,
                        principalTable: "AspNetRoles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ClaimType = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ClaimValue = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetUserClaims_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    ProviderKey = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    ProviderDisplayName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AspNetUserLogins_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserPasskeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserPasskeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_AspNetUserPasskeys_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserRoles",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RoleId = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserRoles", x => new { x.UserId, x.RoleId });
                    table.ForeignKey(
                        name: "FK_AspNetUserRoles_AspNetRoles_RoleId",
                        column: x => x.RoleId,
                        principalTable: "AspNetRoles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_AspNetUserRoles_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    LoginProvider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AspNetUserTokens_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CalendarFeeds",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    OwedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SystemCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    IssuedAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    LastUsedOn = table.Column<long>(type: "bigint", nullable: true),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarFeeds", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CalendarFeeds_AspNetUsers_AccountId",
                        column: x => x.AccountId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OnCallShifts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    To = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OnCallShifts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OnCallShifts_AspNetUsers_AccountId",
                        column: x => x.AccountId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PastPasswords",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    AccountId = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    Hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EndedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PastPasswords", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PastPasswords_AspNetUsers_AccountId",
                        column: x => x.AccountId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RecoveryCodes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    AccountId = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UsedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecoveryCodes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RecoveryCodes_AspNetUsers_AccountId",
                        column: x => x.AccountId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Sessions",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    AccountId = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    StartedAt = table.Column<long>(type: "bigint", nullable: false),
                    SeenAt = table.Column<long>(type: "bigint", nullable: false),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    FollowedBy = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C"),
                    Idle = table.Column<long>(type: "bigint", nullable: false),
                    Methods = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Agent = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Sessions_AspNetUsers_AccountId",
                        column: x => x.AccountId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Alerts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Origin = table.Column<int>(type: "integer", nullable: false),
                    RuleId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RuleVersion = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RuleLevel = table.Column<int>(type: "integer", nullable: false),
                    Severity = table.Column<int>(type: "integer", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    OpenMark = table.Column<int>(type: "integer", nullable: false, computedColumnSql: "CASE WHEN \"Status\" = 3 THEN 0 ELSE 1 END", stored: true),
                    Verdict = table.Column<int>(type: "integer", nullable: true),
                    SystemCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SystemName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SystemLevel = table.Column<int>(type: "integer", nullable: false),
                    OwnerCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OwnerName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Realm = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SourceId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    GroupKey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    EventsKept = table.Column<int>(type: "integer", nullable: false),
                    FirstSeen = table.Column<long>(type: "bigint", nullable: false),
                    LastSeen = table.Column<long>(type: "bigint", nullable: false),
                    Window = table.Column<long>(type: "bigint", nullable: false),
                    RaisedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangeMark = table.Column<long>(type: "bigint", nullable: false),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true),
                    LastPartition = table.Column<int>(type: "integer", nullable: false),
                    LastOffset = table.Column<long>(type: "bigint", nullable: false),
                    AssigneeId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AssigneeName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    IncidentId = table.Column<long>(type: "bigint", nullable: true),
                    Restricted = table.Column<bool>(type: "boolean", nullable: false),
                    AttackTags = table.Column<List<string>>(type: "text[]", nullable: false),
                    FalsePositives = table.Column<List<string>>(type: "text[]", nullable: false),
                    RuleAuthor = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RuleLicense = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Evidence = table.Column<string>(type: "text", nullable: false),
                    Sample = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SearchText = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Description_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Description_Vi = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    JoinReason_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    JoinReason_Vi = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SeverityReason_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SeverityReason_Vi = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title_Vi = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Alerts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Alerts_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "IncidentClocks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    IncidentId = table.Column<long>(type: "bigint", nullable: false),
                    ClockId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Condition = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Confidence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Running = table.Column<bool>(type: "boolean", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    OverdueTold = table.Column<bool>(type: "boolean", nullable: false),
                    DoneAt = table.Column<long>(type: "bigint", nullable: true),
                    DoneBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Evidence = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AppliesWhen_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AppliesWhen_Vi = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Recipients_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Recipients_Vi = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title_Vi = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentClocks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_IncidentClocks_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "IncidentEntities",
                columns: table => new
                {
                    IncidentId = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Realm = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FirstSeen = table.Column<long>(type: "bigint", nullable: false),
                    LastSeen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentEntities", x => new { x.IncidentId, x.Key });
                    table.ForeignKey(
                        name: "FK_IncidentEntities_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "IncidentPeople",
                columns: table => new
                {
                    IncidentId = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentPeople", x => new { x.IncidentId, x.AccountId });
                    table.ForeignKey(
                        name: "FK_IncidentPeople_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "IncidentPlaybooks",
                columns: table => new
                {
                    IncidentId = table.Column<long>(type: "bigint", nullable: false),
                    PlaybookId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PlaybookVersion = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason_Vi = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Summary_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Summary_Vi = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title_Vi = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentPlaybooks", x => new { x.IncidentId, x.PlaybookId });
                    table.ForeignKey(
                        name: "FK_IncidentPlaybooks_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "IncidentTasks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    IncidentId = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    PlaybookId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TaskId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    Phase = table.Column<int>(type: "integer", nullable: false),
                    Role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Mandatory = table.Column<bool>(type: "boolean", nullable: false),
                    NeedsApproval = table.Column<bool>(type: "boolean", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    DoneAt = table.Column<long>(type: "bigint", nullable: true),
                    DoneBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Result = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Guide_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Guide_Vi = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title_Vi = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentTasks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_IncidentTasks_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Timeline",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    IncidentId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    ActorId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ActorName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AlertId = table.Column<long>(type: "bigint", nullable: true),
                    What_En = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    What_Vi = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Timeline", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Timeline_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Arrangements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    OrganisationCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Date = table.Column<DateOnly>(type: "date", nullable: false),
                    NextReview = table.Column<DateOnly>(type: "date", nullable: true),
                    Note = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Audience = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EnteredAt = table.Column<long>(type: "bigint", nullable: false),
                    EnteredBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    WithdrawnAt = table.Column<long>(type: "bigint", nullable: true),
                    WithdrawnBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    WithdrawReason = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Arrangements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Arrangements_Organisations_OrganisationCode",
                        column: x => x.OrganisationCode,
                        principalTable: "Organisations",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FormerNames",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    OrganisationCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Until = table.Column<DateOnly>(type: "date", nullable: false),
                    Decision = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormerNames", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FormerNames_Organisations_OrganisationCode",
                        column: x => x.OrganisationCode,
                        principalTable: "Organisations",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PeopleInCharge",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    OrganisationCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SystemCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Position = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Phone = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Email = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    IsRoundTheClock = table.Column<bool>(type: "boolean", nullable: false),
                    VerifiedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    VerifiedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    IsDelegated = table.Column<bool>(type: "boolean", nullable: false),
                    DocumentNumber = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DocumentDate = table.Column<DateOnly>(type: "date", nullable: true),
                    Scope = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ValidFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true),
                    WithdrawnAt = table.Column<long>(type: "bigint", nullable: true),
                    WithdrawnBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    WithdrawReason = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeopleInCharge", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PeopleInCharge_Organisations_OrganisationCode",
                        column: x => x.OrganisationCode,
                        principalTable: "Organisations",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Systems",
                columns: table => new
                {
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ProposedLevel = table.Column<int>(type: "integer", nullable: true),
                    ComputedLevel = table.Column<int>(type: "integer", nullable: true),
                    ApprovedLevel = table.Column<int>(type: "integer", nullable: true),
                    LevelBasis = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LevelDecision = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LevelDecidedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    LevelDeterminedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    LevelAnswers = table.Column<string>(type: "text", nullable: false),
                    LevelJustification = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Conclusion = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ConcludedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    OwnerCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OperatorCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    HasRealData = table.Column<bool>(type: "boolean", nullable: false),
                    ContactName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ContactPhone = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ContactEmail = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SearchText = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangeMark = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Systems", x => x.Code);
                    table.ForeignKey(
                        name: "FK_Systems_Organisations_OwnerCode",
                        column: x => x.OwnerCode,
                        principalTable: "Organisations",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ApiTokens",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    ServiceAccountId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Label = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Roles = table.Column<string>(type: "text", nullable: false),
                    Scopes = table.Column<string>(type: "text", nullable: false),
                    IssuedAt = table.Column<long>(type: "bigint", nullable: false),
                    IssuedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    LastUsedOn = table.Column<long>(type: "bigint", nullable: true),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true),
                    RevokedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ReplacedById = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiTokens", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApiTokens_ServiceAccounts_ServiceAccountId",
                        column: x => x.ServiceAccountId,
                        principalTable: "ServiceAccounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AlertEntities",
                columns: table => new
                {
                    AlertId = table.Column<long>(type: "bigint", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Realm = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertEntities", x => new { x.AlertId, x.Ordinal });
                    table.ForeignKey(
                        name: "FK_AlertEntities_Alerts_AlertId",
                        column: x => x.AlertId,
                        principalTable: "Alerts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AlertEvents",
                columns: table => new
                {
                    AlertId = table.Column<long>(type: "bigint", nullable: false),
                    Partition = table.Column<int>(type: "integer", nullable: false),
                    Offset = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertEvents", x => new { x.AlertId, x.Partition, x.Offset });
                    table.ForeignKey(
                        name: "FK_AlertEvents_Alerts_AlertId",
                        column: x => x.AlertId,
                        principalTable: "Alerts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ArrangementReceipts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ArrangementId = table.Column<long>(type: "bigint", nullable: false),
                    Who = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ReadOn = table.Column<DateOnly>(type: "date", nullable: false),
                    AcknowledgedOn = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArrangementReceipts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ArrangementReceipts_Arrangements_ArrangementId",
                        column: x => x.ArrangementId,
                        principalTable: "Arrangements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Assets",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    SystemCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Realm = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ValidFrom = table.Column<long>(type: "bigint", nullable: false),
                    ValidTo = table.Column<long>(type: "bigint", nullable: true),
                    CarvedFrom = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Assets", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Assets_Systems_SystemCode",
                        column: x => x.SystemCode,
                        principalTable: "Systems",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SystemSections",
                columns: table => new
                {
                    SystemCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Section = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Rows = table.Column<string>(type: "text", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SystemSections", x => new { x.SystemCode, x.Section });
                    table.ForeignKey(
                        name: "FK_SystemSections_Systems_SystemCode",
                        column: x => x.SystemCode,
                        principalTable: "Systems",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AlertEntities_Key",
                table: "AlertEntities",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_ChangeMark_ChangedAt",
                table: "Alerts",
                columns: new[] { "ChangeMark", "ChangedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_GroupKey_LastSeen",
                table: "Alerts",
                columns: new[] { "GroupKey", "LastSeen" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_IncidentId_SystemCode_Restricted",
                table: "Alerts",
                columns: new[] { "IncidentId", "SystemCode", "Restricted" },
                filter: "\"IncidentId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_OpenMark_Severity_AssigneeId_Origin_Restricted_Syste~",
                table: "Alerts",
                columns: new[] { "OpenMark", "Severity", "AssigneeId", "Origin", "Restricted", "SystemCode", "IncidentId" },
                filter: "\"OpenMark\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_OpenMark_Severity_RaisedAt_Id",
                table: "Alerts",
                columns: new[] { "OpenMark", "Severity", "RaisedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Restricted_SystemCode_IncidentId",
                table: "Alerts",
                columns: new[] { "Restricted", "SystemCode", "IncidentId" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Severity_RaisedAt_Id",
                table: "Alerts",
                columns: new[] { "Severity", "RaisedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Status_Severity_Restricted_SystemCode_IncidentId",
                table: "Alerts",
                columns: new[] { "Status", "Severity", "Restricted", "SystemCode", "IncidentId" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_SystemCode_IncidentId_Restricted",
                table: "Alerts",
                columns: new[] { "SystemCode", "IncidentId", "Restricted" },
                filter: "\"IncidentId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_SystemCode_OpenMark_Origin_Restricted_IncidentId",
                table: "Alerts",
                columns: new[] { "SystemCode", "OpenMark", "Origin", "Restricted", "IncidentId" });

            migrationBuilder.CreateIndex(
                name: "IX_AntiMalwareAgents_IsRegistered_ReportedAt",
                table: "AntiMalwareAgents",
                columns: new[] { "IsRegistered", "ReportedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AntiMalwareAgents_Realm_Host",
                table: "AntiMalwareAgents",
                columns: new[] { "Realm", "Host" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ApiTokens_ServiceAccountId",
                table: "ApiTokens",
                column: "ServiceAccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Approvals_AskedAt",
                table: "Approvals",
                column: "AskedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Approvals_State_ExpiresAt",
                table: "Approvals",
                columns: new[] { "State", "ExpiresAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ArrangementReceipts_ArrangementId_Who",
                table: "ArrangementReceipts",
                columns: new[] { "ArrangementId", "Who" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Arrangements_OrganisationCode_Kind",
                table: "Arrangements",
                columns: new[] { "OrganisationCode", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_AspNetRoleClaims_RoleId",
                table: "AspNetRoleClaims",
                column: "RoleId");

            migrationBuilder.CreateIndex(
                name: "RoleNameIndex",
                table: "AspNetRoles",
                column: "NormalizedName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserClaims_UserId",
                table: "AspNetUserClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserLogins_UserId",
                table: "AspNetUserLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserPasskeys_UserId",
                table: "AspNetUserPasskeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserRoles_RoleId",
                table: "AspNetUserRoles",
                column: "RoleId");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "AspNetUsers",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "AspNetUsers",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Assets_Realm_Key",
                table: "Assets",
                columns: new[] { "Realm", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Assets_SystemCode",
                table: "Assets",
                column: "SystemCode");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Action_At",
                table: "AuditEntries",
                columns: new[] { "Action", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_ActorId_At",
                table: "AuditEntries",
                columns: new[] { "ActorId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_At_Id",
                table: "AuditEntries",
                columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Sequence",
                table: "AuditEntries",
                column: "Sequence",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CalendarFeeds_AccountId",
                table: "CalendarFeeds",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_DoneOnce_At",
                table: "DoneOnce",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Duties_ChangeMark_ChangedAt",
                table: "Duties",
                columns: new[] { "ChangeMark", "ChangedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Duties_Key",
                table: "Duties",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Duties_NextAt",
                table: "Duties",
                column: "NextAt");

            migrationBuilder.CreateIndex(
                name: "IX_Duties_OrganisationCode",
                table: "Duties",
                column: "OrganisationCode");

            migrationBuilder.CreateIndex(
                name: "IX_Duties_ParentId",
                table: "Duties",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_Duties_State_DueAt",
                table: "Duties",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Duties_SystemCode",
                table: "Duties",
                column: "SystemCode");

            migrationBuilder.CreateIndex(
                name: "IX_Findings_CauseKey",
                table: "Findings",
                column: "CauseKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Findings_ClosedAt_Severity_LastSeen",
                table: "Findings",
                columns: new[] { "ClosedAt", "Severity", "LastSeen" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_OrganisationCode_ClosedAt",
                table: "Findings",
                columns: new[] { "OrganisationCode", "ClosedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_SystemCode_ClosedAt",
                table: "Findings",
                columns: new[] { "SystemCode", "ClosedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_FormerNames_OrganisationCode",
                table: "FormerNames",
                column: "OrganisationCode");

            migrationBuilder.CreateIndex(
                name: "IX_HeardDays_SystemCode_Day",
                table: "HeardDays",
                columns: new[] { "SystemCode", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_History_Subject_At",
                table: "History",
                columns: new[] { "Subject", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_IncidentClocks_DueAt",
                table: "IncidentClocks",
                column: "DueAt",
                filter: "\"Running\" AND \"DoneAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_IncidentClocks_IncidentId_ClockId",
                table: "IncidentClocks",
                columns: new[] { "IncidentId", "ClockId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IncidentEntities_Key",
                table: "IncidentEntities",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "IX_IncidentLinks_ToId",
                table: "IncidentLinks",
                column: "ToId");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_ChangeMark_ChangedAt",
                table: "Incidents",
                columns: new[] { "ChangeMark", "ChangedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_Number",
                table: "Incidents",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_OpenedAt",
                table: "Incidents",
                column: "OpenedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_OpenMark_Severity_OpenedAt_Id_State_Restricted",
                table: "Incidents",
                columns: new[] { "OpenMark", "Severity", "OpenedAt", "Id", "State", "Restricted" });

            migrationBuilder.CreateIndex(
                name: "IX_IncidentTasks_DueAt",
                table: "IncidentTasks",
                column: "DueAt",
                filter: "\"DoneAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_IncidentTasks_IncidentId_PlaybookId_TaskId",
                table: "IncidentTasks",
                columns: new[] { "IncidentId", "PlaybookId", "TaskId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Letters_NextTryAt",
                table: "Letters",
                column: "NextTryAt");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_WrittenAt",
                table: "Letters",
                column: "WrittenAt");

            migrationBuilder.CreateIndex(
                name: "IX_MalwareSightings_LastAt",
                table: "MalwareSightings",
                column: "LastAt");

            migrationBuilder.CreateIndex(
                name: "IX_MalwareSightings_Threat_Realm_Host",
                table: "MalwareSightings",
                columns: new[] { "Threat", "Realm", "Host" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OnCallShifts_AccountId",
                table: "OnCallShifts",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_OnCallShifts_To",
                table: "OnCallShifts",
                column: "To");

            migrationBuilder.CreateIndex(
                name: "IX_PastPasswords_AccountId_EndedAt",
                table: "PastPasswords",
                columns: new[] { "AccountId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PeopleInCharge_OrganisationCode",
                table: "PeopleInCharge",
                column: "OrganisationCode");

            migrationBuilder.CreateIndex(
                name: "IX_RecoveryCodes_AccountId_Hash",
                table: "RecoveryCodes",
                columns: new[] { "AccountId", "Hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_ApprovalId",
                table: "Reviews",
                column: "ApprovalId");

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_DoneAt",
                table: "Reviews",
                column: "DoneAt");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_AccountId_StartedAt",
                table: "Sessions",
                columns: new[] { "AccountId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SignInTickets_EndsAt",
                table: "SignInTickets",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_Systems_ChangeMark_ChangedAt",
                table: "Systems",
                columns: new[] { "ChangeMark", "ChangedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Systems_OwnerCode",
                table: "Systems",
                column: "OwnerCode");

            migrationBuilder.CreateIndex(
                name: "IX_Timeline_IncidentId_At",
                table: "Timeline",
                columns: new[] { "IncidentId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AlertEntities");

            migrationBuilder.DropTable(
                name: "AlertEvents");

            migrationBuilder.DropTable(
                name: "AntiMalwareAgents");

            migrationBuilder.DropTable(
                name: "ApiTokens");

            migrationBuilder.DropTable(
                name: "ArrangementReceipts");

            migrationBuilder.DropTable(
                name: "AspNetRoleClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins");

            migrationBuilder.DropTable(
                name: "AspNetUserPasskeys");

            migrationBuilder.DropTable(
                name: "AspNetUserRoles");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens");

            migrationBuilder.DropTable(
                name: "Assets");

            migrationBuilder.DropTable(
                name: "AuditChecks");

            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "AuditHead");

            migrationBuilder.DropTable(
                name: "CalendarFeeds");

            migrationBuilder.DropTable(
                name: "CommittedOffsets");

            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "DoneOnce");

            migrationBuilder.DropTable(
                name: "Duties");

            migrationBuilder.DropTable(
                name: "ExpectedSpeakers");

            migrationBuilder.DropTable(
                name: "Findings");

            migrationBuilder.DropTable(
                name: "FormerNames");

            migrationBuilder.DropTable(
                name: "HeardDays");

            migrationBuilder.DropTable(
                name: "HeardOffsets");

            migrationBuilder.DropTable(
                name: "History");

            migrationBuilder.DropTable(
                name: "IncidentClocks");

            migrationBuilder.DropTable(
                name: "IncidentEntities");

            migrationBuilder.DropTable(
                name: "IncidentLinks");

            migrationBuilder.DropTable(
                name: "IncidentPeople");

            migrationBuilder.DropTable(
                name: "IncidentPlaybooks");

            migrationBuilder.DropTable(
                name: "IncidentTasks");

            migrationBuilder.DropTable(
                name: "KioskScreens");

            migrationBuilder.DropTable(
                name: "Letters");

            migrationBuilder.DropTable(
                name: "MalwareSightings");

            migrationBuilder.DropTable(
                name: "NumberSeries");

            migrationBuilder.DropTable(
                name: "OnCallShifts");

            migrationBuilder.DropTable(
                name: "PastPasswords");

            migrationBuilder.DropTable(
                name: "PeopleInCharge");

            migrationBuilder.DropTable(
                name: "RecoveryCodes");

            migrationBuilder.DropTable(
                name: "RegisterState");

            migrationBuilder.DropTable(
                name: "Reviews");

            migrationBuilder.DropTable(
                name: "RulesInUse");

            migrationBuilder.DropTable(
                name: "Sessions");

            migrationBuilder.DropTable(
                name: "SignInTickets");

            migrationBuilder.DropTable(
                name: "SystemSections");

            migrationBuilder.DropTable(
                name: "Timeline");

            migrationBuilder.DropTable(
                name: "Alerts");

            migrationBuilder.DropTable(
                name: "ServiceAccounts");

            migrationBuilder.DropTable(
                name: "Arrangements");

            migrationBuilder.DropTable(
                name: "AspNetRoles");

            migrationBuilder.DropTable(
                name: "Approvals");

            migrationBuilder.DropTable(
                name: "AspNetUsers");

            migrationBuilder.DropTable(
                name: "Systems");

            migrationBuilder.DropTable(
                name: "Incidents");

            migrationBuilder.DropTable(
                name: "Organisations");
        }
    }
}
