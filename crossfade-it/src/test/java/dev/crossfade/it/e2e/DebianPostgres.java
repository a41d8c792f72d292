package dev.crossfade.it.e2e;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A throw-away cluster of the distribution's PostgreSQL, with its pgbench. */
final class DebianPostgres implements AutoCloseable {
  private static final String DATABASE = "postgres";

  private final Path bin;
  private final Path data;
  private final int port;

  private DebianPostgres(Path bin, Path data, int port) {
    this.bin = bin;
    this.data = data;
    this.port = port;
  }

  static boolean installed() {
    return bin().isPresent();
  }

  private static Optional<Path> bin() {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(versions)) {
      return found
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .filter(bin -> Files.isExecutable(bin.resolve("pgbench")))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static DebianPostgres start() throws Exception {
    Path data = Files.createTempDirectory(Path.of("/tmp"), "crossfade-debian-");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    DebianPostgres server = new DebianPostgres(bin().orElseThrow(), data, port);
    server.run("initdb", "-D", data + "/db", "-U", "postgres", "-A", "trust", "-E", "UTF8");
    server.run(
        "pg_ctl",
        "-D",
        data + "/db",
        "-w",
        "-l",
        data + "/log",
        "-o",
        "-p " + port + " -k " + data + " -c listen_addresses=127.0.0.1 -c wal_level=logical",
        "start");
    return server;
  }

  String url() {
    return "postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  void pgbench(String... arguments) throws Exception {
    List<String> command = benchCommand();
    command.addAll(List.of(arguments));
    command.add(DATABASE);
    finish(new ProcessBuilder(command));
  }

  /** Two clients, a hundred transactions a second, until destroyed. */
  Process load() throws IOException {
    List<String> command = benchCommand();
    command.addAll(List.of("-n", "-c", "2", "-R", "100", "-T", "900", DATABASE));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(data.resolve("load").toFile())
        .start();
  }

  private List<String> benchCommand() {
    return new ArrayList<>(
        List.of(
            bin.resolve("pgbench").toString(),
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(port),
            "-U",
            "postgres"));
  }

  /** PostgreSQL refuses to run as root. */
  private void run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    finish(new ProcessBuilder(command).directory(data.toFile()));
  }

  private void finish(ProcessBuilder builder) throws Exception {
    Path output = data.resolve("output");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    if (process.waitFor() != 0) {
      throw new AssertionError(builder.command() + "\n" + Files.readString(output));
    }
  }

  @Override
  public void close() throws Exception {
    run("pg_ctl", "-D", data + "/db", "-m", "immediate", "-w", "stop");
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
