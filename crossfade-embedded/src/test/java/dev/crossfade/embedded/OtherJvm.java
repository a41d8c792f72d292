package dev.crossfade.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another Java process that starts a service, and can be ended in different ways. */
final class OtherJvm implements AutoCloseable {

  private final Process process;
  private final long servicePid;

  private OtherJvm(Process process, long servicePid) {
    this.process = process;
    this.servicePid = servicePid;
  }

  /** A build in the background ignores SIGINT, and so would every JVM it starts. */
  static OtherJvm starting(String service, Path folder) throws IOException {
    List<String> front = List.of("env", "--default-signal=INT");
    return starting(front, System.getProperty("java.class.path"), service, folder);
  }

  /** With a command in front, for example one that changes the user. */
  static OtherJvm starting(List<String> front, String classPath, String service, Path folder)
      throws IOException {
    List<String> command = new ArrayList<>(front);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath));
    for (String name : new String[] {"crossfade.services", "crossfade.cache"}) {
      if (System.getProperty(name) != null) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    command.addAll(List.of(Starting.class.getName(), service, folder.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("service ")) {
        return new OtherJvm(process, Long.parseLong(line.substring(8)));
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("not started: " + said);
  }

  long servicePid() {
    return servicePid;
  }

  void killNine() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Sends a signal such as INT and waits for the end; returns the exit code. */
  int signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("still running a minute after SIG" + name);
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
