package dev.crossfade.it.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** Contacts of PostgreSQL and purchases of MariaDB, some of them from a region nobody knows. */
final class Poisoned implements AutoCloseable {

  private static final int ENTITIES = 3;

  final EmbeddedService<DatabaseEndpoint> crm;
  final EmbeddedService<DatabaseEndpoint> shop;
  final EmbeddedService<DatabaseEndpoint> target;
  private final Path folder;

  Poisoned(Path folder) throws Exception {
    this(folder, "{added: ignore}");
  }

  /**
   * @param drift what the specification says about altered tables
   */
  Poisoned(Path folder, String drift) throws Exception {
    this.folder = folder;
    this.crm = EmbeddedPostgres.start(folder.resolve("crm"), DatabaseOptions.database("crm"));
    this.shop = EmbeddedMariaDb.start(folder.resolve("shop"), DatabaseOptions.database("shop"));
    this.target = EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"));
    write(
        "crossfade.yaml",
        """
        apiVersion: crossfade.dev/v1
        kind: Migration
        name: unify
        sources:
          crm: {type: postgresql, url: "%s", user: "%s", password: "${env:CRM}"}
          shop: {type: mariadb, url: "%s", user: "%s", password: "${env:SHOP}"}
        target: {type: postgresql, url: "%s", user: "%s", password: "${env:GOAL}", schema: unified}
        drift: %s
        """
            .formatted(
                url("postgresql", crm),
                crm.endpoint().user(),
                url("mariadb", shop),
                shop.endpoint().user(),
                url("postgresql", target),
                target.endpoint().user(),
                drift));
    notes("note");
    entity("visit", "crm", "public.visit", "none", "note");
    regions("EMEA: [emea], APAC: [apac]");
  }

  /** The run has no more rights in the target than the manual says it needs. */
  void ordinaryTarget() throws Exception {
    DatabaseEndpoint at = target.endpoint();
    Rows.execute(
        at,
        "create role mover login password '" + at.password() + "'",
        "grant connect, create, temporary on database " + at.database() + " to mover",
        "create schema unified authorization mover");
    Path file = folder.resolve("spec/crossfade.yaml");
    String whole = Files.readString(file);
    String named = "url: \"%s\", user: ".formatted(url("postgresql", target));
    Files.writeString(file, whole.replace(named + '"' + at.user(), named + "\"mover"));
  }

  /** From now on this column holds the notes. */
  void notes(String column) throws IOException {
    entity("contact", "crm", "public.contact", "[id]", column);
    entity("purchase", "shop", "shop.purchase", "[id]", column);
  }

  private void entity(String name, String source, String table, String key, String note)
      throws IOException {
    write(
        "entities/" + name + ".yaml",
        """
        apiVersion: crossfade.dev/v1
        kind: Entity
        name: %s
        key: %s
        columns: {id: {type: int64, nullable: false}, region: text, note: text}
        from:
          - source: %s
            table: %s
            map: {id: id, region: "taxonomy('region', region)", note: %s}
        """
            .formatted(name, key, source, table, note));
  }

  /** From now on these regions are known to the specification. */
  void regions(String values) throws IOException {
    write(
        "taxonomies/region.yaml",
        """
        apiVersion: crossfade.dev/v1
        kind: Taxonomy
        name: region
        values: {%s}
        """
            .formatted(values));
  }

  /** Writes a file of the specification. */
  void write(String file, String text) throws IOException {
    Path path = folder.resolve("spec").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** Puts the specification as it is now into a repository of git. */
  void commit() throws IOException, InterruptedException {
    for (String words :
        List.of(
            "init -q",
            "config user.name a",
            "config user.email a@example.com",
            "add crossfade.yaml entities taxonomies",
            "commit -qm first")) {
      List<String> command = new ArrayList<>(List.of("git", "-C", specification()));
      command.addAll(List.of(words.split(" ")));
      Process process = new ProcessBuilder(command).inheritIO().start();
      Assertions.assertEquals(0, process.waitFor(), words);
    }
  }

  /** What git says about the specification's repository. */
  String git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", specification()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assertions.assertEquals(0, process.waitFor(), said);
    return said;
  }

  private static String url(String type, EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint at = service.endpoint();
    return "%s://%s:%d/%s".formatted(type, at.host(), at.port(), at.database());
  }

  String specification() {
    return folder.resolve("spec").toString();
  }

  Map<String, String> environment() {
    return Map.of(
        "CRM", crm.endpoint().password(),
        "SHOP", shop.endpoint().password(),
        "GOAL", target.endpoint().password());
  }

  /** Starts a run in a process of its own. */
  Crossfade run() throws IOException {
    return Crossfade.start(folder.resolve("run.txt"), environment(), "run", specification());
  }

  /** Starts a run and waits until it has compared everything. */
  Crossfade started() throws Exception {
    long before = verdicts();
    Crossfade run = run();
    await("verdicts")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(300))
        .failFast("the run ended", () -> !run.alive())
        .until(() -> verdicts() >= before + ENTITIES);
    return run;
  }

  private long verdicts() throws Exception {
    boolean none = goal("select to_regclass('crossfade.verdict') is null").equals("t");
    return none ? 0 : Long.parseLong(goal("select count(*) from crossfade.verdict"));
  }

  /** Runs a command that is about the specification; JSON. */
  JsonNode now(int exit, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("-o", "json", specification()));
    Crossfade.Result result = Crossfade.now(environment(), all.toArray(String[]::new));
    Assertions.assertEquals(exit, result.exit(), result.err() + result.out());
    return exit == 0 || exit == 3 ? result.json() : TextNode.valueOf(result.err());
  }

  /** The group of an entity, if it has one only. */
  String group(String entity) {
    for (JsonNode group : now(0, "quarantine", "list").path("groups")) {
      if (group.path("entity").asText().equals(entity)) {
        return group.path("id").asText();
      }
    }
    throw new AssertionError("nothing of " + entity + " is parked");
  }

  /** What the target says. */
  String goal(String sql) throws Exception {
    return Rows.text(target.endpoint(), sql);
  }

  @Override
  public void close() throws Exception {
    crm.close();
    shop.close();
    target.close();
  }
}
