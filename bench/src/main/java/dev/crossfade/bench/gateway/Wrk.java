package dev.crossfade.bench.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What wrk measured.
 *
 * @param requests answered
 * @param perSecond of them
 * @param p50 microseconds
 * @param p99 microseconds
 */
record Wrk(long requests, double perSecond, double p50, double p99) {

  private static final Pattern COUNT = Pattern.compile("(\\d+) requests in");
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern ERRORS =
      Pattern.compile("Socket errors: .*|Non-2xx or 3xx responses: .*");

  /** Asks without a pause between two requests of a connection. */
  static Wrk run(int port, int connections, int seconds) throws Exception {
    return run(port, connections, seconds, List.of());
  }

  /** The same with a pause, so that the load is less than the most. */
  static Wrk paced(int port, int connections, int seconds, long pauseMillis, Path folder)
      throws Exception {
    Path script = folder.resolve("pause.lua");
    Files.writeString(script, "function delay() return " + pauseMillis + " end\n");
    return run(port, connections, seconds, List.of("-s", script.toString()));
  }

  private static Wrk run(int port, int connections, int seconds, List<String> more)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + connections));
    command.addAll(List.of("-d" + seconds + "s", "--latency"));
    command.addAll(more);
    command.add("http://127.0.0.1:" + port + "/");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || ERRORS.matcher(text).find()) {
      throw new IOException("wrk failed or was refused something:\n" + text);
    }
    return new Wrk(
        (long) number(COUNT, text), number(RATE, text), latency("50%", text), latency("99%", text));
  }

  private static double number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("wrk said something else:\n" + text);
    }
    return Double.parseDouble(matcher.group(1));
  }

  private static double latency(String percentile, String text) throws IOException {
    Matcher matcher =
        Pattern.compile("\\s" + percentile + "\\s+([0-9.]+)(us|ms|s)\\b").matcher(text);
    if (!matcher.find()) {
      throw new IOException("wrk told no latency:\n" + text);
    }
    double factor =
        switch (matcher.group(2)) {
          case "us" -> 1;
          case "ms" -> 1_000;
          default -> 1_000_000;
        };
    return Double.parseDouble(matcher.group(1)) * factor;
  }

  /** Whether the program is there. */
  static boolean present(String program) {
    try {
      return new ProcessBuilder("sh", "-c", "command -v " + program)
              .redirectErrorStream(true)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
