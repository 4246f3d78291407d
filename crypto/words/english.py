"""The 4,096 English words of the codenames (12 bits a word), sorted.

Rules: a-z only, 4 to 8 letters, no word a prefix of another, the first five letters unique, edit
distance at least 2, none in the Dutch dictionary. Origin and licence: see docs/words.md.
"""

WORDS: tuple[str, ...] = tuple(
    """
abide ability able about above abridge abroad absolve absorb academy acclaim accuracy accustom
achieve acidic acorn acoustic acquaint acquire acreage acronym across acrylic active actress
actually acumen adage adamant adaptive addition address adequacy adhere adhesive adjacent adjoin
adjourn adjust admire adopt adorable adore adroit advance adverb advice advisory aerial affable
affinity affirm afford afield afoot afresh again agency aglow agree airbase airborne aircraft
airfare airfield airflow airliner airlock airship airspace airtight airway aisle alcove alfresco
algae align alike allegory alliance allocate allowed allspice allude almanac almighty almond almost
aloft aloha along already alright also although altitude always amass amaze amazing ambient ambition
amenable amenity amethyst amiable amicably amount ample amplify amusing analogy analysis anatomy
ancestor anchor ancient anecdote angelic angular animal ankle annotate announce annual answer
anteater antelope antenna anthem anthill antique antonym anvil anybody anyhow anymore anyone
anyplace anything anyway anywhere aphorism apiece aplenty apology apparent appeal appetite applause
apply appoint appraise approval apricot apron aquatic aqueduct archaic archer archway arctic ardent
arguably argue armchair armlet armrest around arrange arrive arrow artful article artist ascend
ashore asleep asphalt assemble assert assess assign assume asteroid astonish astound astral athlete
atoll atomic attach attain attempt attend attic attire attract attune auburn auction audible
audience auditory augment aunt austere author automate autumn average avian aviation avid await
awake award awash away awesome awhile awning axiom axis azure baboon backdate backlog backrest
backseat backup backward badger baffle bagful baggage bagpipe bakery balance balcony ballgown
balloon ballpark balmy balsam banana bandsman banister banking banknote banquet banter barber
barefoot bargain barista baritone barley barnacle barnyard baronet baroque bashful basin basketry
bassoon bathmat battery bayou beacon beam beanbag beanie beanpole bearable beard bearing bearskin
beautify beaver because become bedrock bedstead beech beehive beeline beep beeswax beetle beetroot
before beguile behalf behind behold belated belfry believe bellboy bellhop belong bemuse beneath
beret beside bespoke bestow better between beverage beyond biathlon bicycle biennial bifocal bigger
bike bilberry billion binary biology biplane birch birdbath birdcage birder birdlike birdseed
birthday bisect bison biweekly blacktop blandly blarney blaze blazing blend bless blimp blinking
blissful blithe blob blocker blogging blooming blossom blown blowpipe bluebell bluff bluish bluntly
boast boating boatload boatman boatyard bobbin bobble bobcat bobsled boggle boldface boldly boldness
bonanza bonfire bookable bookcase bookend booking booklet bookmark bookshop bookworm boosting
bootlace borough borrow botany bottle bottom boulder bounce boundary bounty boutique boxcar boxwood
boxy bracket braid brainy braise brake bramble branch brandish brass bravado bravery breathe breezy
brevity brewery brewing bridging briefly bright brim bring briskly bristle broadly brocade bronco
bronze brooch broody brook broth brow brush bubbly bucket budgie buffalo bugler build bulge bulging
bulkhead bulky bulldoze bullfrog bullhorn bullock bulrush bumpy bunch bundle buoyant burble burlap
burnish bushel busily busload bustle busy buyer buzzing buzzword bygone bylaw byline byway cabana
cabbage cabinet caboose cackle cadence caffeine cajole calamari calendar calf calico callable
callback caller calling calmly camellia campaign campfire camphor campsite canal canary candid
candle canine cannery canny canoe canola canopy cantata canteen capable capacity capital capsize
capstan caption carafe caramel cardinal career careful caribou caring carload carmaker carnival
carob carousel carpet carriage cart casement cashew cashier cashmere castaway castle casually
catalyst catapult catcall catching category cater catfish catkin catnap cauldron causeway cautious
cave caviar cedar ceiling celery cellar central century ceramic cereal ceremony certain certify
chain chairman chalk chamber champion change channel chanting chapter charcoal chariot charming
chatty cheap checker cheeky cheerful cheese cheetah chemical cherish chess chestnut chew chicken
chicory chiefly chilly chime chimney chipmunk chirp chisel chitchat chivalry chlorine choose choral
chord chortle chowder chromium chuckle chum chunky churn cicada cilantro cinder cinnamon cipher
circle circular cistern citation cite citizen citric citywide civil clang clapper clarify clasp
classify clause claw cleanse clearly clerk cleverly client clifftop climate climb clink cloak clog
closely closure cloth cloudy clover cluck clump clutch clutter coachman coalesce coarsely coastal
coatroom coauthor cobalt cobbler cobweb cockatoo cockerel cocoa coconut coexist cogwheel cohere
cohesive coinage coincide colander coleslaw collate collide colony colossal columnar comb comedian
comet comfy comical comma comment commit commonly commute company compete compile comply compose
compress comrade concede conch concise conclude concoct concur condense conduct confer confirm
congress conjure connect conserve consider consume contain contend convert convince cookbook cookery
cookware coolant cooling coolly copilot copious copter copy cordial cordless core corncob cornice
cornmeal cornrow coronet cosmetic cosmic cosmos costar costumer cotton could council count couple
courier course courtesy cousin coverage cowbell cowhand coworker cowshed cowslip crab craft craggy
cravat crawler crayfish creak creamy crease creature credible creed crescent crest crewman cribbage
crimson crinkle crispy critique crock crocus crofter cropland crossbar crotchet crowd crowning
crucial crumb crunch cube cubic cubism cuboid cuckoo cucumber culinary cultural culvert cupboard
cupful cupola curable curate curious curl currant currency curtsy curvy cushion customer cutback
cutely cuticle cutlery cycle cyclist cygnet cylinder cymbal cypress dabble daffodil dainty dairyman
dally damson dancer dapple dateline dawdle daybreak daycare daydream daylight daylong daytime dazzle
debate debut decagon decal decanter decency decide decimal decipher decision deckhand declare
decline decoding decorate decrease dedicate deduct deeply deerskin defer definite defrost deft
degree delay delegate delicacy delight deliver deluxe delve demister denote densely density dental
depart depend depict deposit depth derive descend describe desert despite destine detour develop
devise devotion dewdrop diadem diagonal dial diamond diarist diary dice dietary differ digest digit
dignity dilute dimple dinette dinner dinosaur diplomat directly discern discuss dish dislodge
dispense dissolve distant distinct ditch ditto divert divide diving division docker dockland
dockside dockyard dogfish doghouse dogwood doily dollop dolphin domain donation doodle doorbell
doorknob doorpost doorstep doorway dormant dormouse dotted double doughy dovecote dovetail downbeat
downhill downpour downside downtime downward downy dragster dramatic drapery drawback drawer drawing
dream dresser dribble drifting drill drip driveway drizzle droplet drumbeat drumming dryer duchess
duckling duct dugout dulcet dulcimer duly dumpling dune dungaree duration dusk dustbin dustcart
dustless dustpan duvet dwell dwindle dynamic dynasty each eagerly eagle eardrop earldom earlier
earlobe early earmark earmuff earnest earnings earphone earpiece earplug earshot earth earwig easel
easily easing eastern eatable eatery echoing eclipse ecology economic ecstatic edgewise edgy edible
edifice editable edition educate effort eggcup eggnog eggplant eggshell eighth elapse elastic elate
elbow elderly election elegance elegy elephant elevate eleven elfin elicit eligible ellipsis
elongate elusive embassy embed embody embolden emboss embrace emerge eminence emoji emotion empathy
emperor emphasis employ emporium empower empty emulate emulsion enabling enact encamp encase enchant
encircle enclose encode endgame ending endless endmost endorse endow endpoint energy engage engineer
engrave engross engulf enhance enjoying enlarge enliven enormous enough enrich ensign ensure enthuse
entirety entitle entrance entropy entrust entryway entwine envelope envision envoy enzyme epic
epilogue episodic epistle epitome epoch equal equate equip equity eraser ermine errand estate esteem
estimate estuary eternity ethereal ethical euphoria evaluate evening evenly evensong eventful
everyone evoke evolve exactly exalt examine example excavate exceed excel except excess exchange
excite excuse exercise exertion exhale exhibit exist exotic expand expect expedite expense expertly
explain explore exporter express extend external exultant eyebrow eyeglass eyelash eyelet eyelid
eyepiece eyesight fabled fabric fabulous facade facial facility factory factual faculty fairly
fairness faithful falcon fallow fame familiar famous fanciful fantail faraway farewell farming
farmland farmyard farrier farther fashion faster fathom faucet fawn feasible feast feathery federal
fedora feeder feeding feel fencing fern ferret festive festoon fetch fewer fibrous fiddler fidelity
fidget fielding fiery fifteen fifth figure filename filigree filing fillet final finance finch
finding finely finger finite firebox firefly fireside firework firm firstly fiscal fishbowl fishcake
fisher fishhook fishing fishnet fishpond fishtail fishy fixable fixture fizzy flagpole flagship
flannel flapjack flask flatbed flatland flatmate flatten flatware flawless flax fleecy fleet
flexible flicker flight float flock floodlit flooring floral florin flossy flotilla flour flowery
flowing fluent fluffy fluid flurry flush flute flyleaf flywheel foamy focal foggy foghorn folding
foldout foliage folksy folktale food footage footfall foothill footing footman footnote footpath
footrest footstep footwear forearm forecast forehead foreleg foremost foresee foretell forever
forget forkful forklift formally formerly formula fortieth fortress fortune forty forward fossil
founder fountain fourth fowl foxglove fraction fragrant framer frankly freckle freebie freedom
freehand freely freesia freeway freeze freight freshen friend frilly fritter frog frolic frond
frontage frost frothy frugal fruitful fudge fulcrum fuller fullness fully function fund funfair
funnel funnily funny furlong furnace furrow furthest fuse fussy futurism fuzz gadgetry gaggle gaiety
gainful gaining galactic galaxy gallant gallery gallop galore gambit gamut gangway garb gardener
gargling gargoyle garland garlic garment garnet garnish gasket gasworks gatepost gather gauge gazebo
gazette gecko geek geese gemstone general genetic genial genome gentle gentry genuine geologic
geometry gesture getaway geyser gherkin giantess giddy gifted gigantic gilded gingery gingham
giveaway glacial gladly glance glass glazier gleam gleeful glider glimpse glint glisten glitch
glittery glitzy global globular glorious glossary glove glowworm glue glyph goalless goalpost goatee
goatherd goblet goggles goldfish goldmine goodbye goodness goody goose gopher gorgeous gosling
gossamer gourd governor gown gracious grader gradient graduate grammar granary grandson granite
granola granting granular graphite grasp grassy grateful gratify gratuity gravelly gravity gravy
graze grazing greatly greenery greeting grinder grinning gritty grocery groove grotto grouper grout
grower growing grownup growth grumpy guardian guava guess guidance guide guiding guinea guitar gull
gulping gumball gumboot gumdrop gummy gumption gurgle guru gush gusto gymkhana gypsum habit haddock
hail hairband haircut hairdo hairnet hairpin halftone halfway halibut hallmark halogen halving
hammock hamper handbook handcart handful handhold handily handler handmade handout handpick handsaw
handwork handyman happily hardback hardly hardwood harmless harmonic harness harvest hasten hasty
hatband hatbox hatchery hatpin hatstand haulage hawk hawthorn hayloft haymaker hayrick haystack
hazelnut hazy headband header headgear heading headlong headman headrest headway health hearten
heatwave heavily hectic hedgehog hefty heighten heiress heirloom helipad hello helmet helpful
helping helpmate hemline hence heptagon herald herb herdsman heritage heroic heron herring herself
hexagon heyday hiccup higher highland highness highway hiker hilarity hillside hilltop himself hinge
hiring history hive hoist hold holiday holistic hollow homage homeland homeroom hometown homeward
homey homily homing homonym honesty honeydew honking honorary hoodie hoof hookup hooray hopeful
hopping hornet hornpipe horseman hosepipe hotcake hothouse hotplate hotpot hourly housefly housing
hovering howdy however hubbub hubcap huge human humbly humdrum humid humility humming humorous
hundred hungry hurdle hurry hutch hyacinth hybrid hydrate hydrogen hygiene hyphen iceberg icebox
icecap iceman icily iciness ideally idiom idol idyllic igloo igneous ignition iguana illumine
illusion imagery imagine imitate immerse immunity impart imperial impetus impish implicit imply
importer imposing improve impulse inborn inbuilt incense incline include income increase incubate
indent indexing indicate indoors induce indulge industry inertia infield infinite inflate inflow
infrared infuse inhabit inhale inherit initial inkblot inkling inkstand inkwell inland inlet
innovate inscribe insert inside insight insist insole inspect inspire install instead instruct
insulate insurer integral intently interact into intrepid intrigue inventor invest inviting invoice
invoke involve inward iodine iota ironclad ironic ironwork irony irrigate islander isobar isolate
isotope issuing italic iterate itself ivory jackal jackdaw jangle janitor jaunty javelin jester
jetliner jiffy jiggle jigsaw joiner joining jointly joking jolly journal jovial joyful joyous
jubilant juggler juice juicing jump juncture juniper junket justify justly kangaroo kayak kazoo
keener keenness keepsake kerchief kestrel kettle keyhole keynote keypad keyring keystone keyword
khaki kickoff kidney kiln kindle kindness kindred kinetic kingdom kingly kinship kinsman kitchen
knapsack knead kneepad knit know kudos lacewing lacquer lacy ladle ladybird ladyship lagoon lakeside
lamb laminate lamppost landau landmark landward language lanky lantern lapdog lapwing largely
larkspur lasting latch lately lateral latter lattice laugh launcher launder laurel lavender lavish
layer layman layout lazily lead leafless leafy leakage leapfrog learn leather lectern lecture leeway
leftmost leftover legacy legible legroom legume legwork leisure lemon lemur length lentil leopard
lesser lesson lettuce levee levitate liaise liberal library lifeboat lifelike lifespan lifetime
lifting liftoff lighter likely likeness likewise lilac limber lime limited limpet linchpin linear
linen lineup linguist lining linkage linnet linseed lintel lioness liquefy liquid listener literary
litmus little livelong liver llama loader loan lobster locality locate lockstep lodestar lodge
lodging logbook logic logistic logjam lollipop longboat longer longhand longish longtime lookout
loophole loosen lordly lordship lorry lottery loud lovebird lower lowland loyalty lucidity luckily
luggage lukewarm lullaby luminary lunar luncheon lustrous luxury lyrebird lyric macaroon macaw
mackerel magic magnate magnetic magnify magpie mahogany mailbag mailer mailman mainland mainmast
mainstay maintain majestic majority makeover makeup making mallard mallet malting mammal mammoth
mandarin mandolin mandrill mane manifold mankind mannerly manor mansion mantis mantle manually
mapmaker mapper mapping maraca marble march margin marigold marinate maritime marjoram markedly
maroon marquee marshy marvel marzipan mascot masonry massive masterly matchbox material mature
maverick maybe mayfly mayoral maypole meaning meantime measure meatball meatloaf meaty mechanic
medal median medieval meditate megastar melodic melon melt member membrane memoir mend menswear
mention merchant mercury merely meridian meringue mermaid merrily merry mesh message metaphor meteor
methane method metric midair midday midfield midland midnight midpoint midst midterm midtown midyear
mighty migrate mildly mileage milepost milk milliner millpond mimic mince mindful mineral mingle
minibike minicab minimal ministry minnow minority minstrel mintage minting minty minuet miracle
mirage mirth misprint mission mitten mixing mnemonic moat mobility moccasin modesty modicum modify
modular mogul moisture molasses monarchy monetary moneybox mongoose monkey monolith monsoon month
moonbeam moonlit moonrise moonwalk moorhen moorland moral moreover morning morsel mosaic mosque moss
mostly mothball motivate motorway mound mounting mouse movement movie moving muddle muddy mudflat
mudguard muffler mulberry mule multiply mumble munchkin muralist murmur muscle muscular mushroom
mushy musician muskrat muslin mustard mutual myriad myrtle myself mystery mystic myth naively namely
namesake naming napkin narrate narrowly narwhal nation natural nautical navigate nearby nearer
nearside neatly nebula necklace necktie neckwear needle neigh neither nephew nestle netball netting
network neutral never newborn newcomer newlywed newness newsboy newscast newsreel newsy next nibble
nicety nickel nickname niece nightly nimbly nineteen ninth nitrogen noble nodding noggin noisy nomad
nominal nonfat nonsense nonstop nook noonday noontime normal northern nose notable notation notch
notepad nothing notice notify noun nourish novel nowadays nowhere nozzle nugget number numerous
nursery nurture nuthatch nutmeg nutrient nutshell nutty oaken oarsman oatmeal obliging oboe oboist
observe obtain obvious occur oceanic octagon octave ocular oddball oddity oddly odometer odyssey
offbeat offering offhand offload offshoot offstage often oilcloth oilfield oilskin older omit
omnivore onboard once oncoming oneself ongoing onion onlooker only onrush onscreen onset onstage
opal opaque openly openness operate operetta opposite optic optimal optional opulence orangery
oratory orbit orchard orchid orderly ordinary organic orient origin oriole ornate osmosis osprey
ostrich other ought outbid outboard outclass outcome outcrop outdated outdo outfield outflow
outgoing outgrow outing outlast outline outlying outpace outplay outpost outrank outreach outright
outrun outscore outset outshine outside outsmart outstrip outward outweigh outwit ovation overcome
overdue overgrow overhaul overjoy overload overpass overrun overstep overtime overview overwork
ovoid owing owlet owlish oxbow oxen oxtail oxygen oyster ozone pacific package packer packing
paddling padlock pageant paging pagoda painless painter palace paladin palatial palmetto palomino
pamphlet pannier panoply pansy papaya paperboy paradise paraffin paragon parakeet parcel parental
parkland parkway parody parquet parrot parsley parsnip partake partial partly passable passbook
passport pastime pastoral pastry pasture patchy path patient patron pattern pause pavement pavilion
payable payback payday payee payload payment payoff payphone payslip peaceful peacock peafowl peahen
peanut pear pebble pecan peck peculiar peerless pelican pencil pendulum penguin penman pennant
pensive peony people pepper peppy perceive perch perform perfume perhaps period perky permeate
permit persist person peruse petal petition petrol pewter pharmacy pheasant phlox phone phonic
phosphor photo phrase physical piazza picket pickup picky picnic piebald piecrust pigeon piglet
pigtail pile pillar pillow pinafore pinball pinewood pinhole pinion pinkie pinpoint pinwheel
pipeline pipette piping pitching pithy pivot pixie placard placid plain planar planet plantain
plaster plateful platinum platypus playbook playful playgoer playing playlist playpen playroom
playtime please pleat pledge plenary plethora pliable pliers plinth ploy plucky plumage plumbing
plummet plunge plunk plural plywood poem poetess poetic poetry point poised polarity polecat policy
polite pollster polygon polymer pompom pontoon ponytail poolroom poolside poplar popover populace
porous porpoise porridge porter porthole portico portray posh position possible postal postbag
postcard posting postlude postmark postpone potato potion potluck pottage poultry pour powder
powerful praising pram prance prawn preamble precede precise preclude predict preen preface prefer
pregame preheat premiere prepare presence preside press presume pretend pretty prevail prevent
previous pricey pricing prickle primary primrose princely printout priority prism pristine privet
prize probable problem proceed proclaim prodigy profess profit profound progeny prolific prolong
promise promote promptly pronoun pronto proof property propose prose protein proud proverb provide
provost prudence pruning public puffin puffy pullback pulley pulling pullout pulsate pumice pumpkin
punctual pundit punnet puppet purchase purely purify purple purring purveyor pushbike pushcart
pushpin puzzle pyramid pyrite quadrant quaint qualify quandary quantity quarry quarter quay queen
quench question quicken quietly quill quilted quince quintet quirk quit quiver quixotic quizzing
quotable quotient rabbit raccoon racegoer raceway racing radial radish rafting ragtag railcard
railing railroad railway rainbow raincoat raindrop rainfall raisin rambling rampart ranching
randomly ranger rapidly rarely rarity ratchet rate rational rattle ravine reactive readable readily
readjust realism realty reappear rearward reason reassure reawaken rebirth rebuild recall recap
receive recently recharge recipe reckon reclaim recliner recount recover recreate rectify rectory
redbird reddish redeem redefine redesign redirect redo redraw reduce redwood reentry refill refine
refit reflect refocus refold refrain refresh refuel refund regal regard region registry regroup
regular rehearse rehouse reign reindeer reinvent reissue rejoice rekindle relation relaunch relaxing
relearn reliable relic relief relish reload relocate rely remain remaking remark rematch remedy
remember remnant remodel remotely removal rename render renew renovate renown renumber reopen
reorder repack repair repave repay repeat rephrase replace replying reptile republic request require
reread reroute resale resell resemble resettle reship resolve resonant respond restart restful
resting restore result retainer retake rethink retire retouch retrace retreat retrieve retype
reunion reusable reuse revalue revamp revel revenue reverse revisit revive rewarm rewash rewind
rework rewrite rhapsody rhetoric rhino rhombus rhubarb rhyme rhyming rhythm ribbing ribbon rich
rickshaw riddle ride riding rigging rightful rigid rigorous ringlet ringside rinsing ripen ripping
ripple riser risky rival riverbed riveter rivulet roadside roadway roar roaster robotic robust
rocketry rocking roebuck roll romantic roofer rooftop rookie roomful roomy rosebud rosette rosewood
rosily rosy rotate rotunda roughly roundup rowboat royal rubbery rucksack rudder rugged ruler
ruminate rummage rung runway rupee rural rushing rustic rustling rusty sackful saddler safety
saffron sailboat sailfish salad salary salesman saltine salty salute salvage samovar sandal sandbag
sandlot sandman sandpit sapling sapphire sapwood sash satchel satin satirist satisfy saturate
saucepan saunter sausage saver saving savvy sawdust sawmill scale scallop scamper scarab scarf
scatter scenic scent schedule scheme schmooze scholar schooner science scissor scooping scoot scour
scramble scrap scribble scroll scuff sculptor scurry scuttle seabed seabird seaboard seacoast
seafarer seafloor seafood seafront seagull seahorse seaman seamless seaplane seaport seascape
seashell seaside seasonal seat seaward seaweed secondly section secular securely seedbed seedling
seedpod seeker seeking seem seesaw seismic seldom selector selfless seltzer semitone semolina senate
sense sensible sensory sequence sequin serenity serious serving sesame session setback settee setup
seventh several sewing sewn shaggy shallot shamrock shape sharing sharpen sheen sheepish shelf
shellac shelve shepherd sherbet shield shifting shimmer shindig shingle shiny shipload shipment
shipping shipyard shoal shoebox shoehorn shoelace shoptalk shortage should showboat shower showing
shred shrimp shrine shrub shutdown sibling sidebar sideline sideshow sidewalk siesta sieve sift
signage signify signpost silicon silken silkworm silky silvery similar simplify simulate sincere
sinew singsong singular sink siphon sitarist sitting situate sixfold sixpence sixteen sixth sixtieth
size sizzle skein sketchy skiing skillet skimpy skincare skirt skydive skylark skylight skyward
slacken slake slant sleek sleeper sleeve sleigh slender slide slightly slimline slinky slipknot
slipway slope slosh slowdown slowly sluice slumber slushy smallish smartly smidgen smile smoky
smoothly smudge snacking snag snail snappy snazzy snippet snooze snore snout snowbank snowdrop
snowfall snowline snowman snowshoe snowy snugly soak soapbox soapsuds soapy soccer social socket
sodium softball softener softly softness softwood soil sojourn solace solar solely solemn solidify
soloist solstice soluble solution solvable solve solving somebody someday somehow someone sometime
somewhat sonata songbird songster sonic sonorous sooner soothe soprano sorcerer sorrel sort soulful
soundly soup southern soybean space spacious spaniel sparkle sparrow sparse spatula speak specific
speckle speedy spell spend sphere spicily spider spiffy spillway spinach spindle spinney spiral
spire splash splatter splendid splurge sponge spool spoonful sporadic sporting spotless spotty
spraying sprig sprinkle sprocket sprout spruce spud squall squarely squeak squelch squid squiggle
squire squishy stable stack staff staging stairway stallion stalwart stance standard stapler starch
stardom starfish stargaze starling starry stately static stature staunch stay steady steaming steep
steering stellar stepping sticky still stingray stipend stipple stir stitch stoat stocking stoical
stomach stone stopgap stopover stormy stoutly stow strainer strategy straw streamer street strength
stride stringy striving stroke stroller strongly strudel strum stubby stucco studbook studious
studying stuffy stumble stunning sturdy sturgeon stylish stylus subclass subgroup sublime submerge
subset subside subsoil subtext subtitle subtle subtotal subtract suburb succeed succinct such
suddenly sudsy suede suffice sugar suggest suitable suitcase sultana summary summit sunbathe sunbeam
sunblock sundae sundeck sundial sundown sundry sunfish sunhat sunlamp sunlight sunrise sunroom
sunshine sunspot suntan sunup superb supple suppose supreme sure surface surfing surmount surname
surpass surreal survey sustain swallow swampy swapping swarm swathe sweeping sweeten swerve swiftly
swimming swimsuit swimwear swinging swirl swish switcher swivel sycamore syllable symbolic symmetry
sympathy symphony synergy synonym syntax syrup system tabby tabletop tabulate tacit tackling tactful
tactile tadpole taffeta tagline tailback tailcoat tailgate tailor tailpipe tailspin tailwind
takeaway takeoff talc talented talker tamarind tangelo tangible tankard taper tapestry taproot
tariff tarragon task tassel tasteful tastily tavern tawny taxable taxation taxicab taxpayer teabag
teacake teacup teammate teamster teapot teaspoon teatime teeth telecast teleport telethon televise
tell temple temporal tenable tenacity tenancy tendency tendril tenfold tenpin tentacle tepid terrace
terrific textbook textile textual than thatch thematic theorem thereby thermal they thicket thimble
think thinly thinning third thirst thirteen this thorny thorough those though thousand thread three
thresher thrift thrill thrive throne throw thumb thunder tick tidal tideland tideway tidily tidiness
tidy tiger tight tigress tilting timely timeout timezone timpani tinfoil tingling tinker tinny
tinsel tinsmith tiptoe tireless title toad toasty toboggan today toddle toehold toenail tofu
together toggling toiletry tollgate tomato tome tomorrow tonal tonight toolbar toolkit tooth topaz
topcoat topiary topknot topmost topology topple topsail topside torch torque tortoise totally totter
toucan toughen tourist towering towline townie townsman towpath trade trading traffic trail tramcar
tramway tranquil transmit travel treacle treasury treat treble treeline treetop trefoil trellis
trestle triangle tribe tribute triceps tricycle trident trifle trilby trillion trilogy trimming
trinket tripod triumph trivial trophy tropical trot troupe trouser trove trowel true truffle truism
truly trumpet trundle trunk trustful truth tryout tuber tubful tubing tubular tugboat tuition tulip
tumbling tundra tuneful tungsten tunic tureen turmeric turnip turnkey turnout turnpike turret turtle
tussock tuxedo twang tweezers twelfth twelve twenty twice twiddle twig twilight twinkle twisting
twofold twosome typeface typeset typical typify typing ukulele ultimate umbrella umpiring umpteen
unable unaided unaware unbiased unbolt unbroken uncap unclog uncoil uncommon uncooked uncork undergo
undue unearth unedited uneven unfold unfurl unhitch unicorn unicycle unify unique unison unite
uniting universe unlatch unleaded unless unlike unlisted unload unlock unmixed unmoved unopened
unpack unpaved unplug unquote unravel unreal unripe unroll unsalted unscrew unsigned unsorted
unstuck unsung untangle untidy until untitled untried untwist unused unusual unwind unwrap upcoming
updater upfront uphill uphold upkeep upland uplift upon upright upriver upscale upshot upside
upstairs upstream upsurge upswing uptake uptown uptrend upturn upward urbanely usage useful usher
using usual utensil utmost utter vacancy vacate vacuum vaguely valiant valid valise valuable value
valuing vanilla variable variety various vary vase vastly vault vegan veggie vehicle velocity velour
velvety vendor veneer venue verbatim verdant verge verify version vertex vertical vessel veteran
viable vibe vibrant vicinity victory viewable vignette village vinegar vineyard vintner violin
virtuoso visible vision visit visor visual vitality vitamin vivacity vivid vocation vogue voice
voicing volcanic vote vouch vowel voyage wacky waddle wading wafer waft wagtail waiter waiting
waitress wakening walking walkout walkway wall walnut waltz wanderer warbler wardrobe warmly warmth
warp warranty washable washbowl washer washing washout washroom watchman waterway waveform wavelet
waxwing waxwork wayfarer wayside wealthy weave weaving webbing wedge weekday weekly weighty welcome
weld westerly westward whaler wharf whatever wheat wheel whenever whereas whether which whiff whilst
whimsy whirling whisk whistle whiten whitish whole wholly whom whoop whoosh wicker widely widen
width wiggling wildcat wildlife willing willowy windfall windlass windmill window windsurf windy
wingnut wingspan wingtip winnable wintry wiper wiry wisdom wise wishbone wispy wisteria wistful
within wittily witty wizard wobbly woman wondrous wonky woodcut wooden woodland woodpile woodsman
woodwind wool wordplay workable workbook workday worker working workload workman workout workroom
worksite worktop workweek world wormhole worthy wrapper wreath wren wriggle wrinkly write yachting
yardage yarn yearbook yearling yellow yeoman yippee yodel yoke yonder younger yourself youth
yuletide zany zealous zenith zephyr zest zinc zingy zipper zippy zircon zither zoning zoology
zooming
""".split()
)
