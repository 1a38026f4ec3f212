/** Networks in which servers stand, not people: autonomous system numbers of hosting providers, each with its name. Grown by hand. */

/**
 * Left out on purpose, because people come out of them: Cloudflare (13335), Fastly (54113) and Akamai (36183), which carry
 * Private Relay and WARP; web gateways of companies (Zscaler, Netskope); networks that mostly sell VPN to people (M247, DataCamp).
 */
const NAMES: Readonly<Record<string, readonly number[]>> = {
  amazon: [14618, 16509, 8987, 7224, 39111],
  google_cloud: [396982, 15169, 19527, 139070],
  microsoft: [8075, 8068, 8069, 3598],
  oracle: [31898, 792, 20054],
  digitalocean: [14061, 62567, 393406],
  ovh: [16276, 35540],
  hetzner: [24940, 213230, 212317],
  linode: [63949, 48337],
  vultr: [20473],
  alibaba: [45102, 37963, 134963],
  tencent: [132203, 45090, 133478],
  huawei_cloud: [136907, 55990],
  baidu_cloud: [38365, 55967],
  ucloud: [135377],
  scaleway: [12876, 29447],
  leaseweb: [60781, 28753, 16265, 30633, 396362, 395954, 59253, 133752, 7203],
  contabo: [51167, 40021, 141995],
  ibm_cloud: [36351],
  rackspace: [33070, 19994, 27357, 15395, 10532],
  hostinger: [47583, 204915],
  godaddy: [26496, 398101],
  ionos: [8560],
  strato: [6724],
  netcup: [197540],
  upcloud: [202053, 25697],
  aruba: [31034],
  worldstream: [49981],
  gcore: [199524],
  zenlayer: [21859],
  equinix_metal: [54825],
  fly: [40509],
  selectel: [49505, 50340],
  timeweb: [9123],
  colocrossing: [36352],
  b2: [55286],
  psychz: [40676],
  quadranet: [8100],
  hivelocity: [29802],
  nocix: [33387],
  sharktech: [46844],
  dreamhost: [26347],
  newfold: [46606],
  a2: [55293],
  liquidweb: [32244],
  namecheap: [22612],
  inmotion: [54641],
  hostwinds: [54290],
  frantech: [53667],
  servers_com: [7979],
};

const BY_NUMBER: ReadonlyMap<number, string> = new Map(
  Object.entries(NAMES).flatMap(([name, numbers]) => numbers.map((asn) => [asn, name] as const)),
);

/** The provider's name; undefined for networks of people, and for 0, which is "not known". */
export function datacenterOf(asn: number): string | undefined {
  return BY_NUMBER.get(asn);
}
