package dev.crossfade.bench.servers;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A cluster of Debian's PostgreSQL 15 in a folder of ours. Peers that are built on the client
 * programs of that version refuse newer servers, so limit, peers and Crossfade use these.
 */
public final class DebianPostgres implements PostgresServer {

  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
  private static final String PASSWORD = "bench";

  private final Path data;
  private final Shell shell;
  private final Postgres database;

  private DebianPostgres(Path data, Shell shell, Postgres database) {
    this.data = data;
    this.shell = shell;
    this.database = database;
  }

  /** Whether the package {@code postgresql-15} is there. */
  public static boolean installed() {
    return Files.isExecutable(PROGRAMS.resolve("initdb"));
  }

  /** Makes a cluster and starts it. */
  public static DebianPostgres start(Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path data = folder.resolve("data");
    Path secret = folder.resolve("password");
    Files.writeString(secret, PASSWORD);
    Shell shell = new Shell(Files.createFile(folder.resolve("server.log")));
    shell.run(Map.of(), "chown", "-R", "postgres:postgres", folder.toString());
    shell.run(
        Map.of(),
        as(
            "initdb",
            "-D",
            data.toString(),
            "-U",
            "bench",
            "-A",
            "scram-sha-256",
            "--pwfile=" + secret,
            "--locale=C.UTF-8",
            "-E",
            "UTF8"));
    int port = freePort();
    Files.writeString(
        data.resolve("postgresql.conf"),
        configuration(port, settings),
        java.nio.file.StandardOpenOption.APPEND);
    shell.run(
        Map.of(),
        as("pg_ctl", "-D", data.toString(), "-w", "-l", folder.resolve("log").toString(), "start"));
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
    return new DebianPostgres(data, shell, new Postgres(port, "postgres", "bench", PASSWORD, pid));
  }

  private static String configuration(int port, Map<String, String> settings) {
    StringBuilder lines = new StringBuilder("port = " + port + "\n");
    lines.append("listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\n");
    settings.forEach((name, value) -> lines.append(name + " = '" + value + "'\n"));
    return lines.toString();
  }

  /** Servers refuse to run as root. */
  private static String[] as(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(PROGRAMS.resolve(program).toString());
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public Postgres database(String name) {
    return database.database(name);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    shell.code(Map.of(), as("pg_ctl", "-D", data.toString(), "-w", "-m", "immediate", "stop"));
  }
}
