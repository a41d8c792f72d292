package dev.crossfade.bench.gateway;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.Workplace;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server between wrk and the origin, in a process of its own; it runs all through the bench. */
final class Proxy implements Subject, AutoCloseable {

  static final int CONNECTIONS = 64;

  private final String name;
  private final String program;
  private final int port;
  private final int seconds;
  private @Nullable Process process;
  private @Nullable Wrk last;

  Proxy(String name, String program, int port, int seconds) {
    this.name = name;
    this.program = program;
    this.port = port;
    this.seconds = seconds;
  }

  /** Starts it, waits until it answers, and warms it up. */
  Proxy start(Workplace place, List<String> command, Map<String, String> environment, int warm)
      throws Exception {
    if (!missing().isEmpty()) {
      return this;
    }
    Path log = place.path(name.replace(' ', '-') + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(new File(place.path(".").toString()));
    builder.environment().putAll(environment);
    builder.redirectOutput(log.toFile());
    process = builder.start();
    place.keep(this);
    for (int i = 0; i < 300 && !answers(); i++) {
      Thread.sleep(100);
    }
    if (!answers()) {
      throw new IOException(name + " does not answer:\n" + Files.readString(log));
    }
    if (warm > 0) {
      Wrk.run(port, CONNECTIONS, warm);
    }
    return this;
  }

  private boolean answers() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  /** What the last repetition measured. */
  @Nullable Wrk last() {
    return last;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String missing() {
    return Wrk.present(program) && Wrk.present("wrk")
        ? ""
        : "needs " + program + " and wrk: apt-get install nginx-light haproxy wrk";
  }

  @Override
  public void prepare() {}

  @Override
  public Done run() throws Exception {
    Wrk measured = Wrk.run(port, CONNECTIONS, seconds);
    last = measured;
    return new Done(measured.requests(), measured.requests() / measured.perSecond(), Map.of());
  }

  @Override
  public void check() throws IOException {
    Process running = process;
    if (running == null || !running.isAlive()) {
      throw new IOException(name + " does not run any more");
    }
  }

  @Override
  public void close() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroy();
      if (!running.waitFor(20, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    }
  }
}
