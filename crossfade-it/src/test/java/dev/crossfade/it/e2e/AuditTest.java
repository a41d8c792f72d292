package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A real run leaves proofs behind, and whatever is done to its log in PostgreSQL is named. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditTest {

  private static final String HISTORY =
      """
      create table item (id int primary key, name text);
      insert into item select i, 'secretname' || i from generate_series(1, 3000) i;
      create table line (at int, what text);
      insert into line select i, 'x' from generate_series(1, 500) i
      """;

  @TempDir private static Path folder;
  private static EmbeddedService<DatabaseEndpoint> source;
  private static EmbeddedService<DatabaseEndpoint> target;
  private static Map<String, String> environment = Map.of();
  private static String specification = "";
  private static Path kept;
  private static PlannedSteps planned;
  private static PlannedSteps goingOn;
  private static long linesBefore;

  @BeforeAll
  static void run() throws Exception {
    source = EmbeddedPostgres.start(folder.resolve("shop"), DatabaseOptions.database("shop"));
    target = EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"));
    execute(source.endpoint(), HISTORY);
    specification = folder.resolve("spec").toString();
    Crossfade.now(
            Map.of(),
            "init",
            "--source=" + Rows.url(source.endpoint()),
            "--target=" + Rows.url(target.endpoint()),
            "--schema=unified",
            specification)
        .ok();
    environment =
        Map.of(
            "CROSSFADE_SOURCE_PASSWORD", source.endpoint().password(),
            "CROSSFADE_SOURCE_1_PASSWORD", source.endpoint().password(),
            "CROSSFADE_TARGET_PASSWORD", target.endpoint().password());
    planned = PlannedSteps.of(environment, specification);
    Crossfade.now(environment, "run", specification, "--until=published").ok();
    goingOn = PlannedSteps.of(environment, specification);
    linesBefore = number("select max(version) from crossfade.journal");
    kept = folder.resolve("kept.txt");
    Files.writeString(kept, command("audit", "checkpoint", specification).ok().out());
    execute(source.endpoint(), "update item set name = 'secretnew' where id = 7");
    execute(source.endpoint(), "delete from item where id = 8");
    Crossfade.now(environment, "run", specification, "--until=verified").ok();
    command("audit", "checkpoint", specification).ok();
    execute(target.endpoint(), "create table honest as select * from crossfade.audit_leaf");
  }

  @AfterAll
  static void stop() {
    source.close();
    target.close();
  }

  private static Crossfade.Result command(String... arguments) {
    return Crossfade.now(environment, arguments);
  }

  private static JsonNode verify(String bundle, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("audit", "verify", folder.resolve(bundle).toString(), "-o", "json"));
    arguments.addAll(List.of("--key", key()));
    arguments.addAll(List.of(more));
    return command(arguments.toArray(String[]::new)).json();
  }

  private static String key() {
    try {
      return Files.readAllLines(Path.of(specification, ".crossfade", "audit", "key")).get(0);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Crossfade.Result export() {
    return command("audit", "export", specification, "--bundle=" + folder.resolve("log.bundle"));
  }

  private static List<String> exported(String... more) {
    Crossfade.Result export = export();
    assertThat(export.exit()).isEqualTo(export.err().contains("CF-5101") ? 3 : 0);
    List<String> found = new ArrayList<>();
    for (JsonNode finding : verify("log.bundle", more).path("findings")) {
      String range = finding.path("from").asLong() + "-" + finding.path("until").asLong();
      found.add(finding.path("kind").asText() + " " + range);
    }
    return found;
  }

  private static long size() throws Exception {
    return number("select size from crossfade.audit_head");
  }

  /** Puts the log back as it was. */
  private static void restore() throws Exception {
    execute(
        target.endpoint(),
        "delete from crossfade.audit_leaf; insert into crossfade.audit_leaf select * from honest;"
            + " update crossfade.audit_head set size = (select count(*) from honest)");
  }

  @Test
  @Order(0)
  void whatWasDoneIsWhatWasPlanned() throws Exception {
    planned.assertDone(target.endpoint());
    assertThat(goingOn.kinds()).containsExactly(StepKind.FOLLOW, StepKind.VERIFY);
    goingOn.assertBegun(target.endpoint(), linesBefore);
  }

  @Test
  @Order(1)
  void everythingThatHappenedToARowIsProvenOffline() throws Exception {
    Path bundle = folder.resolve("row.bundle");
    JsonNode seven =
        command(
                "audit",
                "prove",
                specification,
                "item",
                "7",
                "--bundle=" + bundle,
                "--checkpoint=" + kept,
                "-o",
                "json")
            .ok()
            .json();
    assertThat(seven.path("history").findValuesAsText("op")).containsExactly("set", "set");
    assertThat(seven.path("history").findValuesAsText("kind")).containsExactly("CHUNK", "STREAM");
    JsonNode verdict = verify("row.bundle", "--checkpoint=" + kept);
    assertThat(verdict.path("intact").asBoolean()).as(verdict.toString()).isTrue();
    assertThat(verdict.path("rows").findValuesAsText("op")).containsExactly("set", "set");
    assertThat(verdict.path("rows").findValuesAsText("source"))
        .as("also of history")
        .containsExactly("shop", "shop");
    assertThat(verdict.at("/rows/1/position").asText()).isNotEmpty();
    assertThat(Files.readString(bundle)).doesNotContain("secretname").doesNotContain("secretnew");
    JsonNode eight =
        command("audit", "prove", specification, "item", "8", "--bundle=" + bundle, "-o", "json")
            .ok()
            .json();
    assertThat(eight.path("history").findValuesAsText("op")).containsExactly("set", "delete");
    JsonNode why = command("why", specification, "item", "7", "-o", "json").ok().json();
    assertThat(why.path("history").findValuesAsText("op")).containsExactly("set", "set");
    assertThat(why.at("/history/0/before/known").asText()).isEqualTo("UNRECORDED");
    assertThat(why.at("/history/1/before"))
        .as("what it was before is what the record before says")
        .isEqualTo(why.at("/history/0/after"));
    assertThat(why.at("/history/1/after/digests/0").asText())
        .isEqualTo(why.at("/history/1/row").asText())
        .isNotEqualTo(why.at("/history/0/row").asText());
    assertThat(why.path("history").findValuesAsText("source")).containsExactly("shop", "shop");
    JsonNode gone = command("why", specification, "item", "8", "-o", "json").ok().json();
    assertThat(gone.at("/history/1/before/known").asText()).isEqualTo("WHOLE");
    assertThat(gone.at("/history/1/after/known").asText()).isEqualTo("ABSENT");
    assertThat(command("why", specification, "item", "99999").exit()).isEqualTo(6);
    assertThat(
            command("audit", "prove", specification, "item", "99999", "--bundle=" + bundle).exit())
        .isEqualTo(6);
  }

  @Test
  @Order(2)
  void anHonestLogIsIntactAndItsKeyIsItsOwnersAlone() throws Exception {
    assertThat(exported("--checkpoint=" + kept)).isEmpty();
    assertThat(verify("log.bundle").path("leaves").asLong()).isEqualTo(size());
    Path key = Path.of(specification, ".crossfade", "audit", "key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    String loads =
        command("audit", "search", specification, "--kind=load", "-o", "json").ok().out();
    assertThat(loads).contains("CHUNK", "STREAM").doesNotContain("secretname");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Crossfade.Result refused = command("audit", "checkpoint", specification);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("CF-6041");
  }

  @Test
  @Order(3)
  void anEditedLeafIsNamed() throws Exception {
    long load = firstLoad();
    edit(load);
    assertThat(exported()).containsExactly("edited " + load + "-" + (load + 1));
    restore();
  }

  @Test
  @Order(4)
  void aLeafThatWasEditedWithItsHashIsLocatedBetweenCheckpoints() throws Exception {
    editWithHash(firstLoad());
    assertThat(command("audit", "checkpoint", specification).err()).contains("CF-5101");
    long first = Long.parseLong(Files.readAllLines(kept).get(1));
    assertThat(exported()).containsExactly("rewritten 0-" + first);
    restore();
  }

  @Test
  @Order(5)
  void aDeletedLeafIsNamed() throws Exception {
    execute(target.endpoint(), "delete from crossfade.audit_leaf where index = 1");
    assertThat(command("audit", "checkpoint", specification).err()).contains("CF-5101");
    assertThat(exported()).containsExactly("deleted 1-2");
    restore();
  }

  @Test
  @Order(6)
  void aTruncatedLogIsNamed() throws Exception {
    long size = size();
    truncate(size - 1);
    assertThat(export().exit()).as("it is not passed over").isEqualTo(3);
    assertThat(command("audit", "checkpoint", specification).err()).contains("CF-5101");
    assertThat(exported()).containsExactly("truncated " + (size - 1) + "-" + size);
    restore();
    assertThat(exported()).isEmpty();
  }

  private static long firstLoad() throws Exception {
    return number("select min(index) from crossfade.audit_leaf where kind = 'load'");
  }

  private static void edit(long index) throws Exception {
    execute(
        target.endpoint(),
        "update crossfade.audit_leaf set content = replace(content, '\"refused\":0',"
            + " '\"refused\":1') where index = "
            + index);
  }

  private static void editWithHash(long index) throws Exception {
    edit(index);
    execute(
        target.endpoint(),
        "update crossfade.audit_leaf set hash ="
            + " sha256('\\x00'::bytea || convert_to(content, 'UTF8')) where index = "
            + index);
  }

  private static void truncate(long size) throws Exception {
    execute(
        target.endpoint(),
        "delete from crossfade.audit_leaf where index >= %1$d; update crossfade.audit_head set size = %1$d"
            .formatted(size));
  }

  /** Whoever has database, key and machine can write another history, but not what others kept. */
  @Test
  @Order(7)
  void aForkedLogIsNamedByACheckpointThatWasKept() throws Exception {
    editWithHash(firstLoad());
    Files.delete(Path.of(specification, ".crossfade", "audit", "checkpoints"));
    execute(
        target.endpoint(),
        "delete from crossfade.audit_checkpoint; delete from crossfade.audit_node;"
            + " update crossfade.audit_tree set size = 0, parts = '{}'");
    command("audit", "checkpoint", specification).ok();

    assertThat(exported()).isEmpty();
    long first = Long.parseLong(Files.readAllLines(kept).get(1));
    assertThat(exported("--checkpoint=" + kept)).containsExactly("forked 0-" + first);
  }

  private static long number(String query) throws Exception {
    try (Connection connection = connect(target.endpoint());
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Connection connect(DatabaseEndpoint endpoint) throws Exception {
    return DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }

  private static void execute(DatabaseEndpoint endpoint, String sql) throws Exception {
    try (Connection connection = connect(endpoint);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
