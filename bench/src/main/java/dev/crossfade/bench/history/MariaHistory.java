package dev.crossfade.bench.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.bench.Options;
import dev.crossfade.bench.Subject;
import dev.crossfade.bench.Turns;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.CrossfadeCommand;
import dev.crossfade.bench.crossfade.Specification;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.MariaPair;
import dev.crossfade.bench.report.Section;
import dev.crossfade.bench.servers.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** History from MariaDB to PostgreSQL. */
public final class MariaHistory {

  private MariaHistory() {}

  /** The contacts: pipe, pgloader, Crossfade. */
  public static Section measure(Options options, Workplace workplace) throws Exception {
    MariaPair pair = MariaPair.start(options, workplace);
    Transport transport = Transport.start(workplace);
    Map<String, Long> groups = new HashMap<>(pair.servers());
    groups.put("kafka", transport.pid());
    return new Section(
        "history-mariadb",
        "History, MariaDB to PostgreSQL",
        "rows",
        "mariadb --quick into COPY",
        "500,000 contacts at scale 1. Crossfade's time is from the first chunk planned until"
            + " everything is visible in production.",
        Map.of(),
        new Turns(options, groups)
            .take(
                List.of(
                    new Pipe(pair),
                    new Crossfade(pair, transport, options, workplace),
                    new Pgloader(pair, workplace.path("pgloader.load")))),
        List.of());
  }

  private record Pipe(MariaPair pair) implements Subject {
    @Override
    public String name() {
      return "mariadb --quick into COPY";
    }

    @Override
    public String missing() {
      return Shell.has("mariadb") && Shell.has("psql")
          ? ""
          : "apt-get install mariadb-client-core postgresql-client";
    }

    @Override
    public void prepare() throws Exception {
      pair.emptyTable();
    }

    @Override
    public Done run() throws Exception {
      String line =
          String.format(
              "mariadb --quick -N -B --skip-ssl -h 127.0.0.1 -P %d -u %s %s -e 'SELECT * FROM"
                  + " contacts' | psql -qAtX '%s' -c \"COPY contacts FROM STDIN (NULL 'NULL')\"",
              pair.source().port(),
              pair.source().user(),
              pair.source().database(),
              pair.target().uri());
      pair.shell().bash(Map.of("MYSQL_PWD", pair.source().password()), line);
      return Done.all(pair.rows());
    }

    @Override
    public void check() throws Exception {
      pair.mustEqual("contacts");
    }
  }

  private record Pgloader(MariaPair pair, Path file) implements Subject {
    @Override
    public String name() {
      return "pgloader";
    }

    @Override
    public String missing() {
      return Shell.has("pgloader") ? "" : "pgloader is not installed: apt-get install pgloader";
    }

    @Override
    public void prepare() throws Exception {
      pair.target().recreate();
      Files.writeString(
          file,
          String.format(
              "LOAD DATABASE FROM mysql://%s:%s@127.0.0.1:%d/%s INTO %s%n WITH include drop, create"
                  + " tables, create indexes, reset no sequences, workers = 2, concurrency = 2%n"
                  + " CAST type datetime to timestamp;%n",
              pair.source().user(),
              pair.source().password(),
              pair.source().port(),
              pair.source().database(),
              pair.target().uri()));
    }

    @Override
    public Done run() throws Exception {
      pair.shell().run(Map.of(), "pgloader", file.toString());
      return Done.all(pair.rows());
    }

    @Override
    public void check() throws Exception {
      pair.mustEqual(pair.source().database() + ".contacts");
    }
  }

  private static final class Crossfade implements Subject {
    private static int migrations;

    private final MariaPair pair;
    private final Transport transport;
    private final CrossfadeCommand[] command = new CrossfadeCommand[1];
    private final Options options;
    private final Workplace workplace;

    Crossfade(MariaPair pair, Transport transport, Options options, Workplace workplace) {
      this.pair = pair;
      this.transport = transport;
      this.options = options;
      this.workplace = workplace;
    }

    @Override
    public String name() {
      return "Crossfade, identity";
    }

    @Override
    public void prepare() throws Exception {
      pair.target().recreate();
      command[0] =
          CrossfadeCommand.in(
                  options.root(),
                  workplace.path("specification"),
                  new Specification(
                      "maria" + ++migrations,
                      List.of("maria/entities/contacts.yaml"),
                      "mariadb",
                      transport))
              .source(
                  "mariadb://127.0.0.1:" + pair.source().port() + "/" + pair.source().database(),
                  pair.source().user(),
                  pair.source().password())
              .target(pair.target());
    }

    @Override
    public Done run() throws Exception {
      JsonNode report = command[0].run("published");
      return CrossfadeHistory.done(report);
    }

    @Override
    public void check() throws Exception {
      command[0].verify(pair.rows());
      pair.mustEqual("marketing.contacts");
    }

    @Override
    public void clean() throws Exception {
      command[0].keepLog(options.results().resolve("maria.log"));
      transport.forget("cf.");
    }
  }
}
