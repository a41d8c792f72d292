package dev.crossfade.embedded;

import dev.crossfade.embedded.process.DataFolder;
import dev.crossfade.embedded.process.ProgramCache;
import dev.crossfade.embedded.process.RunAs;
import dev.crossfade.embedded.process.ServiceFiles;
import dev.crossfade.embedded.process.ServiceFolder;
import dev.crossfade.embedded.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How PostgreSQL is set up and started. */
final class PostgresRecipe extends DatabaseRecipe {

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("wal_level", "logical"),
          Map.entry("max_replication_slots", "20"),
          Map.entry("max_wal_senders", "20"),
          Map.entry("max_connections", "200"),
          Map.entry("max_prepared_transactions", "20"),
          Map.entry("password_encryption", "scram-sha-256"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"),
          Map.entry("lc_messages", "C"),
          Map.entry("listen_addresses", HOST),
          Map.entry("unix_socket_directories", ""));

  PostgresRecipe(ServiceFolder folder, DatabaseOptions options) {
    super(folder, options, "jdbc:postgresql");
  }

  @Override
  public void prepare() throws IOException {
    RunAs user = user();
    DataFolder.create(folder.data(), user, fresh -> initialise(user, fresh));
    PostmasterFile.removeIfStale(folder.data());
  }

  private void initialise(RunAs user, Path fresh) throws IOException {
    Path secret =
        DataFolder.secret(folder.path().resolve("initdb.secret"), user, endpoint().password());
    try {
      List<String> command = new ArrayList<>(List.of(program("initdb"), "-D", fresh.toString()));
      command.addAll(List.of("-U", endpoint().user(), "--pwfile=" + secret));
      command.addAll(List.of("-A", "scram-sha-256", "-E", "UTF8", "--locale=C"));
      Tool.run("initdb", user.command(command), folder.log());
    } finally {
      Files.deleteIfExists(secret);
    }
  }

  @Override
  public List<String> command() throws IOException {
    Map<String, String> settings = new TreeMap<>(SETTINGS);
    settings.putAll(options.settings());
    List<String> command = new ArrayList<>(List.of(program("postgres"), mark()));
    command.addAll(List.of("-p", Integer.toString(endpoint().port())));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return user().command(command);
  }

  @Override
  public String mark() {
    return "-D" + folder.data();
  }

  /** Fast shutdown: open transactions are rolled back, everything acknowledged is flushed. */
  @Override
  public String stopSignal() {
    return "INT";
  }

  @Override
  String adminUrl() {
    return "jdbc:postgresql://"
        + HOST
        + ":"
        + endpoint().port()
        + "/postgres?connectTimeout=3&socketTimeout=20&loginTimeout=5&ApplicationName=crossfade";
  }

  @Override
  String listDatabases() {
    return "SELECT datname FROM pg_database";
  }

  @Override
  String createDatabase(String name) {
    return "CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"";
  }

  private RunAs user() throws IOException {
    return RunAs.forData(folder.data(), programs());
  }

  private static String program(String name) {
    return programs().resolve("bin").resolve(name).toString();
  }

  private static Path programs() {
    return ProgramCache.unpacked(ServiceFiles.archive("postgres"), PostgresArchive::unpack);
  }
}
