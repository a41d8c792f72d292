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

/** How MySQL is set up and started. */
final class MySqlRecipe extends DatabaseRecipe {

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("bind-address", HOST),
          Map.entry("skip-name-resolve", "ON"),
          Map.entry("mysqlx", "OFF"),
          Map.entry("server-id", "1"),
          Map.entry("log-bin", "mysql-bin"),
          Map.entry("binlog-format", "ROW"),
          Map.entry("binlog-row-image", "FULL"),
          Map.entry("gtid-mode", "ON"),
          Map.entry("enforce-gtid-consistency", "ON"),
          Map.entry("sync-binlog", "1"),
          Map.entry("innodb-flush-log-at-trx-commit", "1"),
          Map.entry("character-set-server", "utf8mb4"),
          Map.entry("default-time-zone", "+00:00"),
          Map.entry("max-allowed-packet", "256M"),
          Map.entry("max-connections", "200"));

  MySqlRecipe(ServiceFolder folder, DatabaseOptions options) {
    // MariaDB's driver speaks to both
    super(folder, options, "jdbc:mariadb");
  }

  @Override
  public void prepare() throws IOException {
    RunAs user = user();
    DataFolder.create(folder.data(), user, fresh -> initialise(user, fresh));
    if (folder.text("granted").isEmpty()) {
      DataFolder.secret(grants(), user, MySqlGrants.sql(endpoint()));
    }
  }

  private void initialise(RunAs user, Path fresh) throws IOException {
    List<String> command = new ArrayList<>(List.of(server(), "--no-defaults"));
    command.addAll(List.of("--initialize-insecure", "--basedir=" + programs()));
    command.addAll(List.of("--datadir=" + fresh, "--tmpdir=" + fresh));
    Tool.run("mysqld", user.command(command), folder.log());
  }

  @Override
  public List<String> command() throws IOException {
    Map<String, String> settings = new TreeMap<>(SETTINGS);
    settings.putAll(options.settings());
    List<String> command = new ArrayList<>(List.of(server(), "--no-defaults"));
    command.addAll(List.of("--basedir=" + programs(), mark(), "--tmpdir=" + folder.data()));
    // relative to the data folder: a socket's path may have 107 characters at most
    command.addAll(List.of("--socket=mysql.sock", "--pid-file=mysql.pid"));
    command.add("--port=" + endpoint().port());
    if (Files.exists(grants())) {
      command.add("--init-file=" + grants());
    }
    settings.forEach((name, value) -> command.add("--" + name + "=" + value));
    return user().command(command);
  }

  @Override
  public void started() throws IOException {
    super.started();
    folder.remember("granted", "true");
    Files.deleteIfExists(grants());
  }

  private Path grants() {
    return folder.path().resolve("grants.sql");
  }

  @Override
  public String mark() {
    return "--datadir=" + folder.data();
  }

  @Override
  public String stopSignal() {
    return "TERM";
  }

  @Override
  String adminUrl() {
    return "jdbc:mariadb://"
        + HOST
        + ":"
        + endpoint().port()
        + "/mysql?connectTimeout=3000&socketTimeout=20000&sslMode=trust";
  }

  @Override
  String listDatabases() {
    return "SHOW DATABASES";
  }

  @Override
  String createDatabase(String name) {
    return "CREATE DATABASE IF NOT EXISTS `" + name.replace("`", "``") + "`";
  }

  private RunAs user() throws IOException {
    return RunAs.forData(folder.data(), programs());
  }

  private static String server() {
    return programs().resolve("bin/mysqld").toString();
  }

  private static Path programs() {
    return ProgramCache.unpacked(ServiceFiles.archive("mysql"), MySqlArchive::unpack);
  }
}
