// Verifies deliveries with the npm package standardwebhooks.
// Input: JSON array of {secret, headers, body}; output: one line "verified" or the error for each.
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

for (const delivery of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    new Webhook(delivery.secret).verify(delivery.body, delivery.headers);
    console.log("verified");
  } catch (error) {
    console.log(String(error));
  }
}
