package dev.crossfade.codec.form;

import dev.crossfade.codec.form.Form.Choice;
import dev.crossfade.codec.form.Form.Either;
import dev.crossfade.codec.form.Form.Entries;
import dev.crossfade.codec.form.Form.Field;
import dev.crossfade.codec.form.Form.Fields;
import dev.crossfade.codec.form.Form.Flag;
import dev.crossfade.codec.form.Form.Items;
import dev.crossfade.codec.form.Form.Named;
import dev.crossfade.codec.form.Form.Nothing;
import dev.crossfade.codec.form.Form.Presence;
import dev.crossfade.codec.form.Form.Text;
import dev.crossfade.codec.form.Form.Whole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forms of the seven kinds of files, version {@code crossfade.dev/v1}. */
public final class Forms {

  public static final String API_VERSION = "crossfade.dev/v1";

  private static final String ANY_NAME = "[\\s\\S]+";
  private static final String SOURCE_NAME = "[a-z][a-z0-9_]{0,30}";
  private static final List<String> SYSTEMS = List.of("postgresql", "mariadb", "mysql");

  private static final List<String> TLS = List.of("verify-full", "require", "disable");
  private static final List<String> MECHANISMS = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

  private Forms() {}

  /** Forms by kind. */
  public static Map<String, Form> all() {
    Map<String, Form> forms = new LinkedHashMap<>();
    forms.put("Migration", migration());
    forms.put("Overlay", overlay());
    forms.put("Entity", entity());
    forms.put("Taxonomy", taxonomy());
    forms.put("Checks", CheckForms.checks());
    forms.put("Shadow", ShadowForms.shadow());
    forms.put("MappingTests", CheckForms.mappingTests());
    return forms;
  }

  private static Form migration() {
    return new FormBuilder("a migration")
        .head("Migration")
        .must("name", new Named("the migration's name", "[a-z][a-z0-9-]{0,30}"))
        .must("sources", new Entries("sources by name", SOURCE_NAME, source()))
        .must("target", target())
        .may("settings", settings())
        .may("kafka", kafka())
        .may("signOffs", signOffs())
        .may("traffic", CutoverForms.traffic())
        .may("cutover", CutoverForms.cutover())
        .may("drift", DriftWords.form())
        .may("include", new Items("file patterns", new Text("a file pattern")))
        .may("vars", vars())
        .build();
  }

  private static Form vars() {
    return new Entries("variables by name", "[a-z][a-zA-Z0-9_]{0,62}", new Text("a value"));
  }

  /** What one environment has different: parts of a migration. */
  private static Form overlay() {
    return new FormBuilder("an overlay")
        .head("Overlay")
        .may("name", new Text("the migration's name"))
        .may("sources", new Entries("sources by name", SOURCE_NAME, partial(source())))
        .may("target", partial(target()))
        .may("settings", settings())
        .may("kafka", partial(kafka()))
        .may("signOffs", partial(signOffs()))
        .may("traffic", CutoverForms.traffic())
        .may("cutover", CutoverForms.cutover())
        .may("vars", vars())
        .build();
  }

  private static Form partial(Form form) {
    Fields whole = (Fields) form;
    Map<String, Field> fields = new LinkedHashMap<>();
    whole
        .fields()
        .forEach((key, field) -> fields.put(key, new Field(field.form(), Presence.OPTIONAL)));
    return new Fields(whole.what(), fields);
  }

  private static Form source() {
    return system(new FormBuilder("a source"))
        .may("timeZone", new Text("the IANA zone of local timestamps"))
        .may(
            "zeroDates",
            new Either(
                "what becomes of 0000-00-00 in NOT NULL columns",
                List.of(new Choice("a decision", List.of("null", "epoch")), new Nothing("null"))))
        .build();
  }

  private static Form target() {
    return system(new FormBuilder("the target"))
        .must("schema", new Text("the production schema"))
        .build();
  }

  private static Form tls() {
    return new FormBuilder("how the connection is protected")
        .may("mode", new Choice("what is asked of the server", TLS))
        .may("rootCertificate", new Text("a PEM file of whom to believe"))
        .may("certificate", new Text("a PEM file that says who we are"))
        .may("key", new Text("a PEM file that proves it"))
        .may("allowInsecure", new Flag("whether less than proof is enough; default false"))
        .build();
  }

  private static FormBuilder system(FormBuilder builder) {
    return builder
        .may("tls", tls())
        .must("type", new Choice("the kind of database", SYSTEMS))
        .must("url", new Text("type://host:port/database"))
        .must("user", new Text("a user or a reference"))
        .must("password", new Text("a reference such as ${env:NAME}"));
  }

  private static Form settings() {
    return new FormBuilder("settings")
        .may("workers", new Whole("parallel chunk readers", 1, 64))
        .may("chunkRows", new Whole("rows per chunk", 1, 10_000_000))
        .may("streamBatchChanges", new Whole("changes per target transaction", 1, 1_000_000))
        .may("quarantineLimit", new Whole("refused rows that stop the line", 0, 1_000_000_000))
        .may("verifyMinutes", new Whole("age at which rows are compared again", 0, 1_000_000))
        .may("throttle", throttle())
        .build();
  }

  private static Form throttle() {
    return new FormBuilder("what history may use up of a source")
        .may("latencyGrowth", new Whole("percent its latency may grow", 0, 1_000))
        .may("rowsPerSecond", new Whole("most rows read per second", 0, 1_000_000_000))
        .may("logMegabytes", new Whole("kept log beyond which reading pauses", 0, 1_000_000_000))
        .build();
  }

  private static Form signOffs() {
    return new FormBuilder("who has to agree")
        .must("required", new Whole("people beside the one who asks", 0, 20))
        .may("hours", new Whole("how long it is good", 1, 720))
        .build();
  }

  private static Form kafka() {
    return new FormBuilder("an existing Kafka")
        .must("bootstrap", new Text("host:port list"))
        .must("connectUrl", new Text("URL of Kafka Connect"))
        .may("tls", tls())
        .may("login", kafkaLogin())
        .build();
  }

  private static Form kafkaLogin() {
    return new FormBuilder("as whom we come to Kafka")
        .must("mechanism", new Choice("how we prove it", MECHANISMS))
        .must("user", new Text("a user or a reference"))
        .must("password", new Text("a reference such as ${env:NAME}"))
        .build();
  }

  private static Form entity() {
    Form names = new Items("column names", new Text("a column name"));
    return new FormBuilder("an entity")
        .head("Entity")
        .must("name", new Text("the target table's name"))
        .must(
            "key",
            new Either("the key", List.of(names, new Choice("append-only", List.of("none")))))
        .must("columns", new Entries("columns by name", ANY_NAME, column()))
        .may("unique", new Items("unique constraints", names))
        .may("indexes", new Items("indexes", names))
        .must("from", new Items("mappings", mapping()))
        .may("checks", new Items("row checks", check()))
        .may("drift", DriftWords.form())
        .build();
  }

  private static Form column() {
    Form detailed =
        new FormBuilder("a column")
            .must("type", new Text("a type"))
            .may("nullable", new Flag("whether NULL is allowed; default true"))
            .may("maxLength", new Whole("most characters of text", 1, 10_485_760))
            .may("labels", new Items("labels of an enum", new Text("a label")))
            .build();
    return new Either("a column", List.of(new Text("a type"), detailed));
  }

  private static Form mapping() {
    Form named = new FormBuilder("a column").must("column", new Text("a source column")).build();
    Form rule =
        new Either(
            "a rule", List.of(new Text("a CEL expression"), new Nothing("always NULL"), named));
    return new FormBuilder("a mapping")
        .must("source", new Text("the name of a source"))
        .must("table", new Named("schema.table", "[^.]+[.][\\s\\S]+"))
        .may("where", new Text("a CEL condition"))
        .must("map", new Entries("a rule for each column", ANY_NAME, rule))
        .may(
            "reverse",
            new Entries(
                "what the source gets back, by its columns",
                ANY_NAME,
                new Text("a CEL expression over target columns")))
        .build();
  }

  private static Form check() {
    return new FormBuilder("a row check")
        .must("name", new Text("the check's name"))
        .must("expression", new Text("a CEL condition over target columns"))
        .build();
  }

  private static Form taxonomy() {
    Form value = new FormBuilder("a value").must("value", new Text("the value")).build();
    return new FormBuilder("a taxonomy")
        .head("Taxonomy")
        .must("name", new Text("the taxonomy's name"))
        .may("caseSensitive", new Flag("whether case matters; default false"))
        .may(
            "otherwise",
            new Either(
                "what becomes of unlisted spellings",
                List.of(
                    new Choice("a decision", List.of("refuse", "null")),
                    new Nothing("NULL"),
                    value)))
        .must(
            "values",
            new Entries(
                "values with their spellings",
                ANY_NAME,
                new Items("spellings", new Text("a spelling"))))
        .build();
  }
}
