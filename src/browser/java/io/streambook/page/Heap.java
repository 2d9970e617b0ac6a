package io.streambook.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a page keeps once all garbage is collected, in bytes.
 *
 * @param used of the whole heap of JavaScript; grows for minutes while the engine compiles
 * @param own of what the page's scripts hold: objects, arrays, closures, texts and numbers
 */
record Heap(long used, long own) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHUNK = "HeapProfiler.addHeapSnapshotChunk";

  /** Compiled code, the browser's own objects and groups of the snapshot itself. */
  private static final Set<String> NOT_OWN = Set.of("code", "native", "hidden", "synthetic");

  static Heap of(CDPSession session) throws JsonProcessingException {
    StringBuilder text = new StringBuilder();
    Consumer<JsonObject> add = event -> text.append(event.get("chunk").getAsString());
    session.on(CHUNK, add);
    session.send("HeapProfiler.takeHeapSnapshot"); // collects until nothing more is garbage
    session.off(CHUNK, add);
    long used = session.send("Runtime.getHeapUsage").get("usedSize").getAsLong();
    return new Heap(used, own(JSON.readTree(text.toString())));
  }

  /** The sum over a table of nodes that stands in one row of numbers. */
  private static long own(JsonNode snapshot) {
    JsonNode meta = snapshot.at("/snapshot/meta");
    JsonNode types = meta.at("/node_types/0");
    int fields = meta.get("node_fields").size();
    int type = place(meta.get("node_fields"), "type");
    int size = place(meta.get("node_fields"), "self_size");
    JsonNode nodes = snapshot.get("nodes");
    long sum = 0;
    for (int node = 0; node < nodes.size(); node += fields) {
      if (!NOT_OWN.contains(types.get(nodes.get(node + type).asInt()).asText())) {
        sum += nodes.get(node + size).asLong();
      }
    }
    return sum;
  }

  private static int place(JsonNode names, String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).asText().equals(name)) {
        return i;
      }
    }
    throw new IllegalStateException("no " + name + " in " + names);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,d (%,d)", used, own);
  }
}
