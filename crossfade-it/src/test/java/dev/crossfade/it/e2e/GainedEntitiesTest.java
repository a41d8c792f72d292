package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.journal.ControlStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is begun again with an entity more takes it in wherever the migration was left: in a
 * pause, and while production was being compared.
 */
@Tag("long")
class GainedEntitiesTest {

  private static final String TABLES =
      """
      create table first (id int primary key, name text);
      create table second (id int primary key, name text);
      create table third (id int primary key, name text);
      insert into first select i, 'a' || i from generate_series(1, 100) i;
      insert into second select i, 'b' || i from generate_series(1, 200) i;
      insert into third select i, 'c' || i from generate_series(1, 300) i
      """;

  @TempDir private Path folder;

  @Test
  void areTakenInAfterAPauseAndAfterAComparison() throws Exception {
    try (EmbeddedService<DatabaseEndpoint> source =
            EmbeddedPostgres.start(folder.resolve("shop"), DatabaseOptions.database("shop"));
        EmbeddedService<DatabaseEndpoint> target =
            EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"))) {
      DatabaseEndpoint shop = source.endpoint();
      DatabaseEndpoint goal = target.endpoint();
      Rows.execute(shop, TABLES.split(";"));
      Path specification = folder.resolve("spec");
      Crossfade.now(
              Map.of(),
              "init",
              "--source=" + Rows.url(shop),
              "--target=" + Rows.url(goal),
              "--schema=unified",
              specification.toString())
          .ok();
      Path second = specification.resolve("entities/second.yaml");
      Path third = specification.resolve("entities/third.yaml");
      String secondLater = take(second);
      String thirdLater = take(third);

      run(specification, shop, goal);
      assertThat(published(goal)).isEqualTo("first");

      ask(goal, Trigger.PAUSE);
      Files.writeString(second, secondLater);
      run(specification, shop, goal);
      assertThat(published(goal)).isEqualTo("first second");
      assertThat(Rows.number(goal, "select count(*) from unified.second")).isEqualTo(200);

      ask(goal, Trigger.VERIFY);
      Files.writeString(third, thirdLater);
      run(specification, shop, goal);
      assertThat(published(goal)).isEqualTo("first second third");
      assertThat(Rows.number(goal, "select count(*) from unified.third")).isEqualTo(300);
    }
  }

  private static String take(Path file) throws Exception {
    String text = Files.readString(file);
    Files.delete(file);
    return text;
  }

  private static void run(Path specification, DatabaseEndpoint shop, DatabaseEndpoint goal) {
    Map<String, String> environment =
        Map.of(
            "CROSSFADE_SOURCE_PASSWORD", shop.password(),
            "CROSSFADE_SOURCE_1_PASSWORD", shop.password(),
            "CROSSFADE_TARGET_PASSWORD", goal.password());
    Crossfade.now(environment, "run", specification.toString(), "--until=published").ok();
  }

  private static String published(DatabaseEndpoint goal) throws Exception {
    return Rows.text(
        goal,
        "select string_agg(name, ' ' order by name) from crossfade.entity where state = 'LIVE'");
  }

  /** Somebody asks while no process looks after the migration. */
  private static void ask(DatabaseEndpoint goal, Trigger what) throws Exception {
    ControlSettings settings =
        new ControlSettings(
            goal.host(),
            goal.port(),
            goal.database(),
            goal.user(),
            goal.password(),
            ControlSettings.Place.TARGET,
            Tls.UNSAID);
    String name = Rows.text(goal, "select min(migration) from crossfade.journal");
    try (ControlStore control = ControlStores.open(settings)) {
      new Desk(
              control.journal(),
              Clock.systemUTC(),
              () -> UUID.randomUUID().toString(),
              SignOffDemand.NONE)
          .ask(name, what, "anna");
    }
  }
}
