package io.streambook.local;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Stack.class)
class ClusterIT {
  @Test
  void x(Stack stack, @TempDir Path folder) throws Exception {
    try (ClusterJvms cluster = new ClusterJvms(folder, 1, 4)) {
      cluster.start();
      System.out.println(cluster.flink("list"));
      System.out.println(cluster.streambook("topics", "--help"));
      System.out.println(ClusterJvms.distribution().replace(':', '\n'));
    }
  }
}
