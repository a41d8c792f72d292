package dev.crossfade.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.codec.catalog.CatalogLock;
import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.codec.spec.SpecificationWriter;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ChangeWindow;
import dev.crossfade.core.spec.CheckSpec;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.ColumnRule;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.CutoverSpec;
import dev.crossfade.core.spec.DriftPolicies;
import dev.crossfade.core.spec.DriftPolicy;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.KafkaSpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.ShadowSpec;
import dev.crossfade.core.spec.SignOffSpec;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.TaxonomySpec;
import dev.crossfade.core.spec.Throttle;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.core.spec.TrafficSpec;
import dev.crossfade.core.spec.ZeroDates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written loads as the same value, whatever the names are. */
class RoundTripTest {

  private static final List<LogicalType> TYPES =
      List.of(
          new LogicalType.Bool(),
          new LogicalType.Int(16),
          new LogicalType.UInt64(),
          LogicalType.Decimal.UNCONSTRAINED,
          new LogicalType.Decimal(12, 2),
          new LogicalType.Floating(32),
          new LogicalType.Text(20),
          new LogicalType.FixedText(3),
          new LogicalType.Interval(),
          new LogicalType.Json(),
          new LogicalType.Array(new LogicalType.Uuid()));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void ofSpecifications(long seed, @TempDir Path folder) throws Exception {
    MigrationSpec spec = spec(new Random(seed));
    SpecificationWriter.write(spec, folder);
    SpecDocument loaded = SpecificationLoader.load(folder);
    assertThat(loaded.spec()).as("seed %d", seed).isEqualTo(spec);
  }

  @Test
  void theHashIgnoresCommentsAndFormatting(@TempDir Path folder) throws Exception {
    SpecificationWriter.write(spec(new Random(1)), folder);
    String hash = SpecificationLoader.load(folder).contentHash();
    Path main = folder.resolve("crossfade.yaml");
    String text = Files.readString(main);
    Files.writeString(main, "# more\n" + text.replace("workers: 3", "workers:    3   # three"));
    assertThat(SpecificationLoader.load(folder).contentHash()).isEqualTo(hash);
    Files.writeString(main, text.replace("workers: 3", "workers: 4"));
    assertThat(SpecificationLoader.load(folder).contentHash()).isNotEqualTo(hash);
  }

  @Test
  void ofCatalogs(@TempDir Path folder) throws Exception {
    List<Column> columns = new ArrayList<>();
    TYPES.forEach(type -> columns.add(new Column("c" + columns.size(), type, false, "x", true)));
    LogicalType labels = new LogicalType.Enumeration("mood", List.of("ok", "not, ok"));
    columns.add(Column.of("e", labels));
    columns.add(Column.of("es", new LogicalType.Array(labels)));
    Map<String, List<TableSchema>> catalogs =
        Map.of("crm", List.of(TableSchema.of(new TableId("s", "a.b"), columns, List.of("c1"))));
    assertThat(CatalogLock.read(folder)).isEmpty();
    CatalogLock.write(folder, catalogs);
    assertThat(CatalogLock.read(folder)).contains(catalogs);
  }

  private static MigrationSpec spec(Random random) {
    SecretRef password = new SecretRef("${env:P}");
    SecretRef user = new SecretRef("joe");
    String gateways = random.nextBoolean() ? "edge" : null;
    return new MigrationSpec(
        "round-trip",
        List.of(
            new SourceSpec(
                "crm",
                SystemType.MYSQL,
                new SecretRef("mysql://h:1/a"),
                user,
                password,
                random.nextBoolean() ? "UTC" : null,
                ZeroDates.values()[random.nextInt(3)],
                tls(random))),
        new TargetSpec(
            SystemType.POSTGRESQL,
            new SecretRef("postgresql://h/b"),
            user,
            password,
            text(random),
            tls(random)),
        new Settings(
            3,
            1000,
            50,
            0,
            random.nextInt(3) * 60,
            random.nextBoolean() ? new Throttle(20, 7_000, 512) : Throttle.NONE),
        kafka(random),
        entities(random),
        List.of(
            new TaxonomySpec(
                "t " + text(random),
                random.nextBoolean(),
                otherwise(random),
                Map.of("V" + text(random), List.of("Z" + text(random))))),
        random.nextBoolean() ? new SignOffSpec(2, 12) : SignOffSpec.NONE,
        ChecksSpec.NONE,
        gateways == null && random.nextBoolean()
            ? TrafficSpec.NONE
            : new TrafficSpec(gateways, List.of("reports", "api")),
        random.nextBoolean() ? CutoverSpec.DEFAULTS : cutover(random, gateways),
        ShadowSpec.NONE);
  }

  private static CutoverSpec cutover(Random random, @Nullable String gateways) {
    ChangeWindow window =
        random.nextBoolean()
            ? null
            : new ChangeWindow(
                EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.values()[random.nextInt(7)]),
                LocalTime.of(random.nextInt(24), random.nextInt(60)),
                LocalTime.of(4, 5),
                "Europe/Berlin");
    return new CutoverSpec(
        1_000,
        24,
        60,
        500,
        5,
        3,
        random.nextBoolean() ? 10_240 : 7,
        random.nextInt(3) * 30,
        window,
        gateways == null ? CutoverSpec.Canaries.OPTIONAL : CutoverSpec.Canaries.REQUIRED);
  }

  private static KafkaSpec kafka(Random random) {
    if (random.nextBoolean()) {
      return new KafkaSpec("h:9092", "http://h:8083");
    }
    KafkaSpec.KafkaLogin login =
        new KafkaSpec.KafkaLogin("PLAIN", new SecretRef("joe"), new SecretRef("${env:K}"));
    TlsSpec tls = new TlsSpec(null, "/ca.pem", null, null, TlsSpec.Insecure.REFUSED);
    return new KafkaSpec("h:9092", "https://h:8083", tls, random.nextBoolean() ? login : null);
  }

  private static TlsSpec tls(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> TlsSpec.UNSAID;
      case 1 -> new TlsSpec(TlsSpec.Mode.REQUIRE, null, null, null, TlsSpec.Insecure.ALLOWED);
      default ->
          new TlsSpec(TlsSpec.Mode.VERIFY_FULL, "/a b.pem", null, null, TlsSpec.Insecure.REFUSED);
    };
  }

  private static TaxonomySpec.Otherwise otherwise(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new TaxonomySpec.Otherwise.Refuse();
      case 1 -> new TaxonomySpec.Otherwise.Null();
      default -> new TaxonomySpec.Otherwise.Value(text(random));
    };
  }

  private static List<EntitySpec> entities(Random random) {
    List<EntitySpec> entities = new ArrayList<>();
    for (String name : List.of("a" + text(random), "b" + text(random))) {
      entities.add(entity(name, random));
    }
    return entities;
  }

  private static EntitySpec entity(String name, Random random) {
    Map<String, ColumnRule> rules = new LinkedHashMap<>();
    List<ColumnSpec> columns = new ArrayList<>();
    for (LogicalType type : TYPES) {
      add(columns, rules, columns.size() + text(random), type, random);
    }
    String mood = "mood" + text(random);
    LogicalType labels = new LogicalType.Enumeration(name + "_" + mood, List.of("null", "1"));
    add(
        columns,
        rules,
        mood,
        random.nextBoolean() ? labels : new LogicalType.Array(labels),
        random);
    String first = columns.get(0).name();
    return new EntitySpec(
        name,
        random.nextBoolean() ? List.of() : List.of(first),
        columns,
        List.of(List.of(first)),
        List.of(),
        List.of(
            new MappingSpec(
                "crm",
                new TableId("s", text(random)),
                random.nextBoolean() ? text(random) : null,
                rules)),
        List.of(new CheckSpec(text(random), text(random))),
        random.nextBoolean()
            ? DriftPolicies.DEFAULTS
            : new DriftPolicies(
                Map.of(
                    Drift.Kind.NEW, DriftPolicy.IGNORE, Drift.Kind.TABLE_GONE, DriftPolicy.FAIL)));
  }

  private static void add(
      List<ColumnSpec> columns,
      Map<String, ColumnRule> rules,
      String name,
      LogicalType type,
      Random random) {
    columns.add(new ColumnSpec(name, type, random.nextBoolean()));
    rules.put(
        name,
        switch (random.nextInt(3)) {
          case 0 -> new ColumnRule.Null();
          case 1 -> new ColumnRule.SourceColumn(text(random));
          default -> new ColumnRule.Expression(text(random));
        });
  }

  private static String text(Random random) {
    String alphabet = "ab1 '\":#{}[],&*!|>%@`-?\\\n\tä\u00a0~/.\ud83d\ude00=+";
    int[] points = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(9);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return random.nextInt(4) == 0
        ? List.of("null", "true", "1", "~", "1e3").get(random.nextInt(5))
        : text.toString();
  }
}
