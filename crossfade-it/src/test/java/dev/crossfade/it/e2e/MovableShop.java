package dev.crossfade.it.e2e;

import static org.awaitility.Awaitility.await;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two sources and a target of a company that is about to move its clients, and a run. */
final class MovableShop implements AutoCloseable {

  private final Path folder;
  final EmbeddedService<DatabaseEndpoint> crm;
  final EmbeddedService<DatabaseEndpoint> ads;
  final EmbeddedService<DatabaseEndpoint> target;
  private Crossfade run;

  MovableShop(Path folder, String... cutover) throws Exception {
    this.folder = folder;
    crm = EmbeddedPostgres.start(folder.resolve("crm"), DatabaseOptions.database("crm"));
    ads = EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads"));
    target = EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"));
    Rows.execute(
        crm.endpoint(),
        "create table contact (id int primary key, name text)",
        "insert into contact select i, 'n' || i from generate_series(1, 500) i");
    Rows.execute(
        ads.endpoint(),
        "create table click (id bigint primary key, what varchar(20))",
        "insert into click select seq, concat('c', seq) from seq_1_to_500");
    Crossfade.now(
            Map.of(),
            "init",
            "--source=" + url("postgresql", crm),
            "--source=" + url("mariadb", ads),
            "--target=" + url("postgresql", target),
            "--schema=unified",
            "--name=" + Served.NAME,
            specification())
        .ok();
    Files.writeString(
        Path.of(specification(), "crossfade.yaml"),
        "\ncutover:\n  " + String.join("\n  ", cutover) + "\n",
        StandardOpenOption.APPEND);
  }

  /** All rows are compared again unasked after so many minutes. */
  void verifiedEvery(int minutes) throws IOException {
    Path file = Path.of(specification(), "crossfade.yaml");
    String text = Files.readString(file);
    Files.writeString(
        file, text.replaceFirst("(?m)^settings:$", "settings:\n  verifyMinutes: " + minutes));
  }

  String specification() {
    return folder.resolve("specification").toString();
  }

  /** Follows, is published, compared and checked. */
  void live() throws Exception {
    run = Crossfade.start(folder.resolve("run.txt"), environment(), "run", specification());
    await("verdict")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(1))
        .failFast("the run ended", () -> !run.alive())
        .until(() -> now("status").out().contains("verified EQUAL"));
    now("check", "run").ok();
  }

  /** Nobody carries it out any more. */
  void halt() throws Exception {
    run.stop();
  }

  /** Somebody carries it out again. */
  void goOn() throws Exception {
    run = Crossfade.start(folder.resolve("again.txt"), environment(), "run", specification());
  }

  /** Runs a command about the folder. */
  Crossfade.Result now(String... arguments) {
    List<String> all = new ArrayList<>();
    int words = arguments.length > 1 && !arguments[1].startsWith("-") ? 2 : 1;
    all.addAll(List.of(arguments).subList(0, words));
    all.add(specification());
    all.addAll(List.of(arguments).subList(words, arguments.length));
    return Crossfade.now(environment(), all.toArray(String[]::new));
  }

  /** How much in the sources has our name. */
  long ours() throws Exception {
    return Rows.number(
            crm.endpoint(),
            "select (select count(*) from pg_namespace where nspname = 'crossfade')"
                + " + (select count(*) from pg_publication)"
                + " + (select count(*) from pg_replication_slots)")
        + Rows.number(
            ads.endpoint(),
            "select count(*) from information_schema.tables where table_name like 'crossfade%'"
                + " or table_schema = 'crossfade'")
        + Rows.number(
            ads.endpoint(),
            "select count(*) from information_schema.triggers where trigger_name like 'cross%'");
  }

  String output() {
    return run == null ? "" : run.output();
  }

  Map<String, String> environment() {
    return Map.of(
        "CROSSFADE_SOURCE_1_PASSWORD", crm.endpoint().password(),
        "CROSSFADE_SOURCE_2_PASSWORD", ads.endpoint().password(),
        "CROSSFADE_TARGET_PASSWORD", target.endpoint().password());
  }

  private static String url(String type, EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint endpoint = service.endpoint();
    return "%s://%s:%s@%s:%d/%s"
        .formatted(
            type,
            endpoint.user(),
            endpoint.password(),
            endpoint.host(),
            endpoint.port(),
            endpoint.database());
  }

  @Override
  public void close() throws Exception {
    if (run != null && run.alive()) {
      run.stop();
    }
    crm.close();
    ads.close();
    target.close();
  }
}
