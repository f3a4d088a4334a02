using HaiPhongSoc.Sigma.Matching;
using HaiPhongSoc.Sigma.Pipelines;

namespace HaiPhongSoc.Sigma.Tests.Pipelines;

/// <summary>Pipeline files as pySigma's users have them, held against events.</summary>
public sealed class PipelineTests
{
    [Fact]
    public void Fields_are_renamed_in_detections_references_and_the_list_of_fields()
    {
        var rule = Treated("- {id: m, type: field_name_mapping, mapping: {Image: process.executable, User: user.name}}", "selection: {Image|endswith: '\\a.exe', Parent|fieldref: User}\ncondition: selection");
        Matches(rule, ("process.executable", "C:\\a.exe"), ("Parent", "x"), ("user.name", "X")).ShouldBeTrue();
        Matches(rule, ("Image", "C:\\a.exe"), ("Parent", "x"), ("User", "X")).ShouldBeFalse();
    }

    [Fact]
    public void One_field_that_becomes_two_means_either()
    {
        var rule = Treated("- {type: field_name_mapping, mapping: {f: [a, b]}}", "selection: {f: x, g: y}\ncondition: selection");
        Matches(rule, ("a", "x"), ("g", "y")).ShouldBeTrue();
        Matches(rule, ("b", "x"), ("g", "y")).ShouldBeTrue();
        Matches(rule, ("a", "x")).ShouldBeFalse();
        Matches(rule, ("g", "y")).ShouldBeFalse();
    }

    [Fact]
    public void Keywords_mapped_to_a_field_are_still_looked_for_within_it()
    {
        var rule = Treated("- {type: field_name_mapping, mapping: {null: message}}", "keywords: [oops]\ncondition: keywords");
        Matches(rule, ("message", "an OOPS here")).ShouldBeTrue();
        Matches(rule, ("other", "an OOPS here")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("- {type: field_name_prefix, prefix: 'winlog.event_data.'}", "winlog.event_data.f.x")]
    [InlineData("- {type: field_name_suffix, suffix: '.keyword'}", "f.x.keyword")]
    [InlineData("- {type: field_name_prefix_mapping, mapping: {'f.': 'g.'}}", "g.x")]
    public void Names_are_built(string step, string field)
    {
        var rule = Treated(step, "selection: {f.x: a}\ncondition: selection");
        Matches(rule, (field, "a")).ShouldBeTrue();
        Matches(rule, ("f.x", "a")).ShouldBeFalse();
    }

    [Fact]
    public void Field_names_in_the_list_are_chosen_plain_or_by_pattern()
    {
        var rule = Treated(
            "- {type: field_name_prefix, prefix: p., field_name_conditions: [{type: include_fields, mode: re, fields: ['a\\d$']}]}\n- {type: field_name_prefix, prefix: q., field_name_conditions: [{type: exclude_fields, fields: [p.a1, c]}]}",
            "selection: {a1: x, b: x, c: x}\ncondition: selection");
        Matches(rule, ("p.a1", "x"), ("q.b", "x"), ("c", "x")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("map_string, mapping: {foo: bar}", "f: foo", "bar", "foo")]
    [InlineData("map_string, mapping: {'*foo*': bar}", "f|contains: foo", "bar", "foo")]
    [InlineData("map_string, mapping: {'true': ['egress', 'out*']}", "f: 'true'", "output", "true")]
    [InlineData(@"replace_string, regex: '^\*\\(.*)$', replacement: '\1'", @"f|endswith: \a.exe", "a.exe", "C:\\a.exe")]
    [InlineData(@"replace_string, regex: '(?P<n>b+)', replacement: '<\g<n>>'", "f: abba", "a<bb>a", "abba")]
    [InlineData("replace_string, regex: 'a', replacement: '*', skip_special: true", "f: a*", "*x", "bx")]
    [InlineData("replace_string, regex: 'a', replacement: '*', skip_special: true, interpret_special: true", "f: a.b", "x.b", "xb")]
    [InlineData("set_value, value: 7", "f: a", "7", "a")]
    [InlineData("convert_type, target_type: num", "f: '42'", "42", "43")]
    [InlineData("case, method: upper", "f|cased: abc", "ABC", "abc")]
    [InlineData("regex, method: plain", "f: Abc", "Abc", "abc")]
    [InlineData("regex", "f: Abc*", "aBcd", "xabc")]
    public void Values_are_changed(string step, string item, string matching, string other)
    {
        var rule = Treated($"- {{type: {step}}}", $"selection:\n  {item}\ncondition: selection");
        Matches(rule, ("f", matching)).ShouldBeTrue();
        Matches(rule, ("f", other)).ShouldBeFalse();
    }

    [Fact]
    public void Backslashes_before_wildcards_survive_a_replacement()
    {
        var rule = Treated("- {type: replace_string, regex: 'x', replacement: 'y'}", @"selection: {f: 'x\\*\x'}" + "\ncondition: selection");
        Matches(rule, ("f", @"y\abc\y")).ShouldBeTrue();
        Matches(rule, ("f", @"y*\y")).ShouldBeFalse();
    }

    [Fact]
    public void An_added_condition_meets_the_steps_after_it()
    {
        var rule = Treated(
            "- {type: add_condition, conditions: {EventID: [1, 5], Channel|endswith: /$service}, template: true}\n- {type: field_name_mapping, mapping: {EventID: event.code}}",
            "selection: {f: a}\nother: {f: b}\ncondition: selection or other", "service: sysmon");
        Matches(rule, ("f", "b"), ("event.code", 5), ("Channel", "x/Sysmon")).ShouldBeTrue();
        Matches(rule, ("f", "b"), ("event.code", 6), ("Channel", "x/Sysmon")).ShouldBeFalse();
        Matches(rule, ("f", "b"), ("event.code", 5), ("Channel", "x/other")).ShouldBeFalse();
        Matches(rule, ("event.code", 5), ("Channel", "x/Sysmon")).ShouldBeFalse();
    }

    [Fact]
    public void A_negated_added_condition_keeps_out()
    {
        var rule = Treated("- {type: add_condition, conditions: {h: lab}, negated: true}", "selection: {f: a}\ncondition: selection");
        Matches(rule, ("f", "a")).ShouldBeTrue();
        Matches(rule, ("f", "a"), ("h", "lab")).ShouldBeFalse();
    }

    [Fact]
    public void Steps_are_due_by_log_source_and_by_what_was_done_before()
    {
        const string Steps = """
            - {id: sysmon, type: change_logsource, product: windows, service: sysmon, rule_conditions: [{type: logsource, category: process_creation, product: windows}]}
            - {type: field_name_prefix, prefix: s., rule_conditions: [{type: processing_item_applied, processing_item_id: sysmon}]}
            - {type: field_name_prefix, prefix: never., rule_conditions: [{type: logsource, product: linux}]}
            """;
        var rule = Treated(Steps, "selection: {f: a}\ncondition: selection", "category: process_creation\n  product: windows");
        rule.LogSource.ShouldBe(new LogSource(null, "windows", "sysmon") { Custom = rule.LogSource.Custom });
        Matches(rule, ("s.f", "a")).ShouldBeTrue();
        Treated(Steps, "selection: {f: a}\ncondition: selection", "product: windows").LogSource.Service.ShouldBeNull();
    }

    [Theory]
    [InlineData("rule_conditions: [{type: contains_field, field: g}]", false)]
    [InlineData("rule_conditions: [{type: contains_field, field: f}]", true)]
    [InlineData("rule_conditions: [{type: contains_field, field: f}], rule_cond_not: true", false)]
    [InlineData("rule_conditions: [{type: contains_field, field: f}, {type: contains_field, field: g}]", false)]
    [InlineData("rule_conditions: [{type: contains_field, field: f}, {type: contains_field, field: g}], rule_cond_op: or", true)]
    [InlineData("rule_conditions: {a: {type: contains_field, field: f}, b: {type: contains_field, field: g}}, rule_cond_expr: a and not b", true)]
    [InlineData("rule_conditions: [{type: contains_detection_item, field: f, value: 4688}]", true)]
    [InlineData("rule_conditions: [{type: contains_detection_item, field: f, value: '4688'}]", false)]
    [InlineData("rule_conditions: [{type: tag, tag: attack.t1059}]", true)]
    [InlineData("rule_conditions: [{type: rule_attribute, attribute: level, op: gte, value: high}]", true)]
    [InlineData("rule_conditions: [{type: rule_attribute, attribute: level, op: gt, value: high}]", false)]
    [InlineData("rule_conditions: [{type: rule_attribute, attribute: date, op: lt, value: '2025-01-01'}]", true)]
    [InlineData("rule_conditions: [{type: rule_attribute, attribute: tags, op: in, value: attack.t1059}]", true)]
    [InlineData("rule_conditions: [{type: rule_attribute, attribute: nothing, value: x}]", false)]
    [InlineData("rule_conditions: [{type: processing_state, key: k, val: v}]", true)]
    [InlineData("rule_conditions: [{type: processing_state, key: k, val: w}]", false)]
    [InlineData("rule_conditions: [{type: is_sigma_rule}]", true)]
    [InlineData("rule_conditions: [{type: is_sigma_correlation_rule}]", false)]
    [InlineData("detection_item_conditions: [{type: match_value, cond: any, value: 4688}]", true)]
    [InlineData("detection_item_conditions: [{type: match_value, cond: all, value: 4688}]", false)]
    [InlineData("detection_item_conditions: [{type: match_string, cond: any, pattern: 'ab'}]", true)]
    [InlineData("detection_item_conditions: [{type: match_string, cond: any, pattern: 'bc'}]", false)]
    [InlineData("detection_item_conditions: [{type: match_string, cond: any, pattern: 'bc', negate: true}]", true)]
    [InlineData("detection_item_conditions: [{type: contains_wildcard, cond: any}]", true)]
    [InlineData("detection_item_conditions: [{type: is_null, cond: any}]", false)]
    [InlineData("field_name_conditions: [{type: include_fields, fields: [f]}]", true)]
    [InlineData("field_name_conditions: [{type: exclude_fields, fields: [f]}]", false)]
    public void Conditions_decide(string conditions, bool applies)
    {
        const string Head = "tags: [attack.t1059]\nlevel: high\ndate: 2024-05-06\n";
        var rule = Treated($"- {{type: set_state, key: k, val: v}}\n- {{type: field_name_prefix, prefix: p., {conditions}}}", "selection: {f: [4688, 'abc*']}\ncondition: selection", head: Head);
        Matches(rule, ("p.f", "4688")).ShouldBe(applies);
        Matches(rule, ("f", "4688")).ShouldBe(!applies);
    }

    [Fact]
    public void Dropped_items_leave_the_rest_and_an_empty_detection_leaves_the_condition()
    {
        var rule = Treated("- {type: drop_detection_item, field_name_conditions: [{type: include_fields, fields: [g]}]}", "selection: {f: a, g: b}\nfilter: {g: c}\ncondition: selection and not filter");
        Matches(rule, ("f", "a"), ("g", "c")).ShouldBeTrue();
        Refusal("- {type: drop_detection_item}", "selection: {f: a}\ncondition: selection").ShouldContain("nothing is left of the condition");
    }

    [Fact]
    public void Hashes_become_fields_by_their_kind()
    {
        var rule = Treated(
            "- {type: hashes_fields, valid_hash_algos: [MD5, SHA256], field_prefix: file., field_name_conditions: [{type: include_fields, fields: [Hashes]}]}",
            "selection: {Hashes|contains: ['MD5=11', 'SHA256=22', 'IMPHASH=33']}\ncondition: selection");
        Matches(rule, ("file.MD5", "11")).ShouldBeTrue();
        Matches(rule, ("file.SHA256", "22")).ShouldBeTrue();
        Matches(rule, ("file.IMPHASH", "33")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("- {type: rule_failure, message: not here, rule_conditions: [{type: logsource, category: conformance}]}", "not here")]
    [InlineData("- {type: detection_item_failure, message: no f, field_name_conditions: [{type: include_fields, fields: [f]}]}", "no f")]
    [InlineData("- {type: strict_field_mapping_failure}", "no step of the pipeline maps the field 'f'")]
    [InlineData("- {type: convert_type, target_type: num}", "'a' cannot be converted to a number")]
    [InlineData("- {type: hashes_fields, valid_hash_algos: [MD5]}", "no hash of the kinds MD5")]
    public void Rules_are_refused_with_the_place_of_the_step(string step, string message)
    {
        var refusal = Refusal(step, "selection: {f: a}\ncondition: selection");
        refusal.ShouldContain(message);
        refusal.ShouldContain("p.yml:4:5");
    }

    [Theory]
    [InlineData("- {type: field_name_mappings, mapping: {a: b}}", "p.yml:4:12: error pipeline: unknown transformation 'field_name_mappings'")]
    [InlineData("- {type: query_expression_placeholders, expression: x}", "p.yml:4:12: error pipeline: 'query_expression_placeholders' writes")]
    [InlineData("- {type: map_string, mapping: {a: b}, maping: {}}", "p.yml:4:41: error pipeline: 'maping' is no key of 'map_string'")]
    [InlineData("- {type: map_string}", "p.yml:4:5: error pipeline: 'mapping' is missing")]
    [InlineData("- {type: drop_detection_item, rule_conditions: [{type: logsources}]}", "p.yml:4:51: error pipeline: 'logsources' is no condition of rule_conditions")]
    [InlineData("- {type: drop_detection_item, rule_conditions: {a: {type: is_sigma_rule}}, rule_cond_expr: a and b}", "p.yml:4:100: error pipeline: no condition is named 'b'")]
    [InlineData("- {type: replace_string, regex: '(', replacement: ''}", "p.yml:4:35: error pipeline: not a valid regular expression")]
    [InlineData("- {type: value_placeholders, rule_conditions: [{type: is_sigma_rule}]}", "p.yml:4:5: error pipeline: 'value_placeholders' cannot have conditions")]
    [InlineData("- {type: add_condition, conditions: {f|foo: a}}", "p.yml:4:42: error modifier-unknown: unknown modifier 'foo'")]
    public void A_mistake_in_a_pipeline_is_told_with_its_place(string step, string message)
    {
        ProcessingPipeline.Read(File(step), "p.yml", out var diagnostics).ShouldBeNull();
        diagnostics[0].ToString().ShouldStartWith(message);
    }

    [Fact]
    public void What_concerns_queries_only_is_left_out_with_a_warning()
    {
        var pipeline = ProcessingPipeline.Read("name: p\npriority: 10\ntransformations: []\npostprocessing:\n- {type: embed}\nfinalizers:\n- {type: concat}\n", "p.yml", out var diagnostics);
        pipeline.ShouldNotBeNull();
        diagnostics.Select(diagnostic => diagnostic.Id).ShouldBe(["pipeline-query-only", "pipeline-query-only"]);
    }

    [Fact]
    public void Lower_priority_comes_first()
    {
        var pipeline = ProcessingPipeline.Join([Read("priority: 20", "- {type: field_name_mapping, mapping: {b: c}}"), Read("priority: 10", "- {type: field_name_mapping, mapping: {a: b}}")]);
        Matches(Apply(pipeline, Rule.Text("selection: {a: x}\ncondition: selection")), ("c", "x")).ShouldBeTrue();
    }

    [Fact]
    public void Placeholders_come_from_the_configuration_then_from_variables_then_from_wildcards()
    {
        const string Head = "vars: {admins: [anna, 'b*'], other: [no]}";
        var pipeline = Read(Head, "- {type: value_placeholders, include: [admins]}\n- {type: wildcard_placeholders, exclude: [hosts]}");
        var resolver = pipeline.Placeholders(name => name == "hosts" ? ["h1"] : null);
        resolver("admins").ShouldBe(["anna", "b*"]);
        resolver("hosts").ShouldBe(["h1"]);
        resolver("other").ShouldBe(["*"]);
        pipeline.Placeholders(null)("hosts").ShouldBeNull();
    }

    [Fact]
    public void A_nested_pipeline_runs_where_its_step_is_due()
    {
        const string Nest = "- type: nest\n  rule_conditions: [{type: logsource, category: %}]\n  items:\n  - {type: field_name_prefix, prefix: a.}\n  - {type: field_name_prefix, prefix: b.}";
        Matches(Treated(Nest.Replace("%", "conformance", StringComparison.Ordinal), "selection: {f: a}\ncondition: selection"), ("b.a.f", "a")).ShouldBeTrue();
        Matches(Treated(Nest.Replace("%", "other", StringComparison.Ordinal), "selection: {f: a}\ncondition: selection"), ("f", "a")).ShouldBeTrue();
    }

    [Fact]
    public void A_foreign_taxonomy_is_used_only_where_a_step_maps_its_fields()
    {
        const string Head = "taxonomy: acme\n";
        SigmaParser.Parse(Head + Rule.Text("selection: {f: a}\ncondition: selection"), "r.yml").Diagnostics.ShouldContain(diagnostic => diagnostic.Id == "taxonomy-unknown");
        Matches(Treated("- {type: field_name_mapping, mapping: {f: g}}", "selection: {f: a}\ncondition: selection", head: Head), ("g", "a")).ShouldBeTrue();
        Refusal("- {type: field_name_mapping, mapping: {x: g}}", "selection: {f: a}\ncondition: selection", Head).ShouldContain("taxonomy 'acme'");
    }

    [Fact]
    public void Correlations_are_renamed_with_their_rules()
    {
        const string Text = """
            title: T
            correlation:
              type: value_count
              rules: [a]
              group-by: [Host, who]
              timespan: 5m
              condition: {field: User, gte: 3}
              aliases: {who: {a: Account}}
            """;
        var pipeline = Read("", "- {type: field_name_mapping, mapping: {Host: host.name, User: user.name, Account: user.id, who: wrong}, rule_conditions: [{type: logsource, product: windows}]}");
        var correlation = SigmaParser.Parse(Text, "c.yml").Correlations.Single();
        var renamed = pipeline.Apply(correlation, [new LogSource(Product: "windows")], out _)!;
        renamed.GroupBy.ShouldBe(["host.name", "who"]);
        renamed.Condition!.Fields.ShouldBe(["user.name"]);
        renamed.Aliases["who"]["a"].ShouldBe("user.id");
        pipeline.Apply(correlation, [new LogSource(Product: "linux")], out _)!.GroupBy.ShouldBe(["Host", "who"]);
        Read("", "- {type: field_name_mapping, mapping: {User: [a, b]}}").Apply(correlation, [], out var refusal).ShouldBeNull();
        refusal!.Message.ShouldContain("exactly one field");
    }

    [Fact]
    public void Evidence_shows_what_was_looked_for_and_what_was_written()
    {
        var rule = Treated("- {type: map_string, mapping: {'*foo*': bar}}", "selection: {f|contains: foo}\ncondition: selection");
        new NaiveMatcher(rule).Evidence(new MapEvent(("f", "bar"))).Single().Pattern.ShouldBe("'bar' by pipeline from contains 'foo'");
    }

    [Fact]
    public void Fields_that_multiply_without_end_are_refused()
    {
        var names = string.Join(", ", Enumerable.Range(0, 60).Select(i => $"n{i}"));
        Refusal($"- {{type: field_name_mapping, mapping: {{a: [{names}], b: [{names}]}}}}", "selection: {a: x, b: y}\ncondition: selection").ShouldContain("alternatives");
    }

    private static string File(string steps, string head = "name: p") =>
        $"{head}\npriority: 10\ntransformations:\n{string.Join('\n', steps.Split('\n').Select(line => "  " + line))}\n".Replace("priority: 10\n", head.Contains("priority", StringComparison.Ordinal) ? "" : "priority: 10\n", StringComparison.Ordinal);

    private static ProcessingPipeline Read(string head, string steps)
    {
        var pipeline = ProcessingPipeline.Read(File(steps, head.Length == 0 ? "name: p" : head), "p.yml", out var diagnostics);
        diagnostics.ShouldBeEmpty();
        return pipeline!;
    }

    private static SigmaRule Treated(string steps, string detection, string logSource = "category: conformance", string head = "") =>
        Apply(Read("", steps), head + Rule.Text(detection).Replace("category: conformance", logSource, StringComparison.Ordinal));

    private static SigmaRule Apply(ProcessingPipeline pipeline, string text)
    {
        var documents = SigmaParser.Parse(text, "r.yml", pipeline.Placeholders(null), forPipelines: true);
        documents.Diagnostics.Where(diagnostic => diagnostic.IsError).ShouldBeEmpty();
        var rule = pipeline.Apply(documents.Rules.Single(), out var refusal);
        (refusal?.Message).ShouldBeNull();
        return rule!;
    }

    private static string Refusal(string steps, string detection, string head = "")
    {
        Read("", steps).Apply(SigmaParser.Parse(head + Rule.Text(detection), "r.yml", forPipelines: true).Rules.Single(), out var refusal).ShouldBeNull();
        return refusal!.Message;
    }

    private static bool Matches(SigmaRule rule, params ReadOnlySpan<(string, object?)> fields) => new NaiveMatcher(rule).Matches(new MapEvent(fields));
}
