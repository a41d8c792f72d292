package dev.crossfade.server.report;

/**
 * Where a run took place, so that its numbers can be judged.
 *
 * @param cores processors available to the process
 * @param memoryBytes most heap the process may use
 * @param os name and version of the operating system
 * @param architecture of the processor
 * @param java version and vendor
 * @param crossfade version of Crossfade
 */
public record Machine(
    int cores, long memoryBytes, String os, String architecture, String java, String crossfade) {
  /** The machine this process runs on. */
  public static Machine here() {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        runtime.availableProcessors(),
        runtime.maxMemory(),
        property("os.name") + " " + property("os.version"),
        property("os.arch"),
        property("java.version") + " " + property("java.vendor"),
        version());
  }

  /** The version in the jar's manifest, or {@code development}. */
  public static String version() {
    String version = Machine.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
