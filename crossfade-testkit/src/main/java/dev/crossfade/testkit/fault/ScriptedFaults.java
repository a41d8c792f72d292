package dev.crossfade.testkit.fault;

import java.util.HashMap;
import java.util.Map;

/** Faults at chosen calls. Thread-safe. */
public final class ScriptedFaults implements Faults {

  private final Map<String, Map<Integer, Fault>> script = new HashMap<>();
  private final Map<String, Integer> calls = new HashMap<>();

  /** Puts a fault into the n-th call from now on, counted from 1. */
  public synchronized ScriptedFaults at(String call, int nth, Fault fault) {
    script
        .computeIfAbsent(call, name -> new HashMap<>())
        .put(calls.getOrDefault(call, 0) + nth, fault);
    return this;
  }

  /** How often a call was made. */
  public synchronized int calls(String call) {
    return calls.getOrDefault(call, 0);
  }

  @Override
  public synchronized Fault before(String call) {
    int nth = calls.merge(call, 1, Integer::sum);
    return script.getOrDefault(call, Map.of()).getOrDefault(nth, Fault.NONE);
  }
}
