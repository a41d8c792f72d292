package dev.crossfade.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/**
 * Choices for the broker's process.
 *
 * @param heapMegabytes the process's largest heap
 * @param brokerSettings broker settings beside ours, which they replace
 * @param connectSettings Connect worker settings beside ours, which they replace
 */
public record KafkaOptions(
    int heapMegabytes, Map<String, String> brokerSettings, Map<String, String> connectSettings) {

  public KafkaOptions {
    brokerSettings = Map.copyOf(brokerSettings);
    connectSettings = Map.copyOf(connectSettings);
  }

  /**
   * A quarter of the machine's memory for the heap, from 768 to 1536 MB: the smallest that carries
   * a row of 64 MiB, and the smallest that carries its change with the row before and after.
   */
  public static KafkaOptions defaults() {
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long quarter = machine.getTotalMemorySize() / (4 * 1024 * 1024);
    return new KafkaOptions((int) Math.max(768, Math.min(1536, quarter)), Map.of(), Map.of());
  }

  public KafkaOptions heapMegabytes(int megabytes) {
    return new KafkaOptions(megabytes, brokerSettings, connectSettings);
  }

  public KafkaOptions brokerSetting(String name, String value) {
    return new KafkaOptions(heapMegabytes, with(brokerSettings, name, value), connectSettings);
  }

  public KafkaOptions connectSetting(String name, String value) {
    return new KafkaOptions(heapMegabytes, brokerSettings, with(connectSettings, name, value));
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> more = new TreeMap<>(map);
    more.put(name, value);
    return more;
  }
}
