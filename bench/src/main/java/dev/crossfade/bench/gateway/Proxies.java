package dev.crossfade.bench.gateway;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Turns;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.report.Line;
import dev.crossfade.bench.report.Section;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Answers of 1 KB through the gateway, nginx and HAProxy, from one origin. */
public final class Proxies {

  private static final int SECONDS = 5;
  private static final int WARM = 12;

  /** About what an answer takes at half load, which is part of a connection's turn. */
  private static final double ANSWER_MILLIS = 0.8;

  private Proxies() {}

  /** Requests per second at 64 connections, and latencies at one and at half load. */
  public static Section measure(Options options, Workplace place) throws Exception {
    int seconds = Math.max(2, (int) (SECONDS * options.scale()));
    Path folder = place.path("proxies");
    Files.createDirectories(folder);
    int origin = free();
    Proxy direct = new Proxy("origin, direct", "nginx", origin, seconds);
    direct.start(place, nginx(folder, "origin", ProxyFiles.origin(origin, folder)), Map.of(), 0);
    Proxy nginx = new Proxy("nginx", "nginx", free(), seconds);
    nginx.start(
        place,
        nginx(folder, "nginx", ProxyFiles.nginx(nginx.port(), origin, folder)),
        Map.of(),
        1);
    Proxy haproxy = new Proxy("HAProxy", "haproxy", free(), seconds);
    Path config = write(folder.resolve("haproxy.cfg"), ProxyFiles.haproxy(haproxy.port(), origin));
    haproxy.start(place, List.of("haproxy", "-db", "-f", config.toString()), Map.of(), 1);
    Proxy gateway = new Proxy("Crossfade gateway", "java", free(), seconds);
    gateway.start(
        place,
        gateway(options, folder, gateway.port(), origin),
        Map.of("CROSSFADE_JAVA_OPTS", "-Xmx256m", "CROSSFADE_NO_BUILD", "1"),
        WARM);
    List<Proxy> all = List.of(direct, nginx, haproxy, gateway);
    List<Line> lines = new Turns(options, Map.of()).take(all);
    return new Section(
        "gateway",
        "The gateway beside other reverse proxies",
        "requests",
        "nginx",
        "wrk with one thread and "
            + Proxy.CONNECTIONS
            + " connections asks for an answer of 1,024 bytes over HTTP/1.1 with keep-alive; all"
            + " share one origin, an nginx with one worker, and the machine. nginx has two workers,"
            + " HAProxy two threads, the gateway two event loops, a heap of 256 MiB and "
            + WARM
            + " seconds of requests before. Latency in microseconds: the median at one connection,"
            + " and the 99th percentile of 64 connections that pause between two requests, all"
            + " alike, so that about half of what the gateway does at most is asked for; medians"
            + " of the repetitions. Processor time and memory are those of wrk, the origin and all"
            + " proxies together, of which only one has something to do.",
        Map.of(),
        lines,
        latencies(options, all, gateway, seconds, folder));
  }

  private static List<Section.Curve> latencies(
      Options options, List<Proxy> all, Proxy gateway, int seconds, Path folder) throws Exception {
    Wrk most = gateway.last();
    if (most == null) {
      return List.of();
    }
    double turn = 1000.0 * Proxy.CONNECTIONS / (most.perSecond() / 2);
    long pause = Math.max(1, Math.round(turn - ANSWER_MILLIS));
    List<Proxy> present = all.stream().filter(each -> each.missing().isEmpty()).toList();
    double[][][] found = new double[present.size()][3][options.repetitions()];
    for (int round = 0; round < options.repetitions(); round++) {
      for (int i = 0; i < present.size(); i++) {
        Wrk one = Wrk.run(present.get(i).port(), 1, seconds);
        Wrk half =
            Wrk.paced(present.get(i).port(), Proxy.CONNECTIONS, seconds, pause, folder);
        found[i][0][round] = one.p50();
        found[i][1][round] = half.p99();
        found[i][2][round] = half.perSecond();
        System.out.println("  " + present.get(i).name() + ": " + one + ", half " + half);
      }
    }
    List<Section.Curve> curves = new ArrayList<>();
    for (int i = 0; i < present.size(); i++) {
      curves.add(
          new Section.Curve(
              present.get(i).name(),
              "percentile (50: one connection; 99: half load)",
              "microseconds",
              List.of(
                  List.of(50.0, median(found[i][0])), List.of(99.0, median(found[i][1])))));
      System.out.printf("  %s, at half load: %,.0f/s%n", curves.get(i).name(), median(found[i][2]));
    }
    return curves;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static List<String> nginx(Path folder, String name, String text) throws IOException {
    Path config = write(folder.resolve(name + ".conf"), text);
    return List.of("nginx", "-e", "/dev/null", "-c", config.toString());
  }

  private static List<String> gateway(Options options, Path folder, int port, int origin)
      throws Exception {
    String command = options.root().resolve("crossfade").toString();
    Path key = folder.resolve("route.key");
    ProcessBuilder making =
        new ProcessBuilder(command, "route", "key", "--key", key.toString());
    making.environment().put("CROSSFADE_NO_BUILD", "1");
    Process made = making.start();
    String line = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (made.waitFor() != 0) {
      throw new IOException("crossfade route key failed");
    }
    Path config = write(folder.resolve("gateway.yaml"), ProxyFiles.gateway(port, origin, line));
    return List.of(
        command,
        "gateway",
        "--config",
        config.toString(),
        "--record",
        folder.resolve("record").toString(),
        "--data",
        folder.resolve("data").toString());
  }

  private static Path write(Path file, String text) throws IOException {
    return Files.writeString(file, text);
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
