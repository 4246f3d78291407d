"""The 4,096 Dutch words of the codenames (12 bits a word), sorted.

Rules: a-z only, 4 to 8 letters, no word a prefix of another, the first five letters unique, edit
distance at least 2, spelled as in OpenTaal. Origin and licence: see docs/words.md.
"""

WORDS: tuple[str, ...] = tuple(
    """
aalbes aambeeld aanblik aanbouw aandacht aandeel aaneen aanhaken aanhoren aankomen aanleg aanloop
aannemen aanpak aanplant aanrader aanrecht aanschaf aantal aantonen aanvang aanvoer aanvraag
aanwezig aanwinst aanzet aanzien aardbei aarde aardgas aardolie aarzelen abonnee abrikoos absoluut
acacia academie accolade accu achtbaan achteraf achthoek achttien acrobaat acteur actief actrice
actueel adapter adelaar adellijk ader adres advies adviseur afbakken afbouwen afdak afdekken
afdeling afdrogen afdruk affiche afgaan afgooien afhalen afkoelen afkoken afkorten afladen afleiden
aflezen afloop aflopen aflossen afmelden afmeting afnemen afreizen afrit afrollen afronden afruimen
afslag afspelen afspraak afstand aftanken aftappen aftellen aftocht aftrap aftrek afvaren afvegen
afvoer afwas afweging afwerken afwezig afwijken afzender afzetten afzien airbus airco akelei akkoord
akte album aldoor alfabet algebra algemeen alinea allebei alledag allemaal allerlei allround almanak
alpino alsnog althans altijd alvast alvorens alweer amandel amateur ambacht ambiance ambitie
amethist amfibie amper amusant amuseren analist analoog analyse ananas anders andijvie anekdote
anemoon anijs animatie anker ansicht ansjovis antenne antiek antiloop antwoord apenkooi apetrots
apotheek apparaat appel applaus april aquarel arbeid archief arena armband aroma artikel artisjok
asfalt aspect asperge aspirant aster atelier atlas atleet atletiek atoom auditie augurk augustus
aula aureool autobus autolamp automaat autopark autoraam autovrij autoweg avenue avocado avond
avontuur azalea azijn azuur baan babbel badeend badmat badstof bagage bagatel bakboord bakermat
bakfiets bakkerij bakmeel bakoven bakplaat baksel baksteen bakvorm balans balie ballade ballet
ballon balpen balsem balspel balzaal bamboe banaan banjo banket bankier bankje bankpas bankstel
barbier bariton barkruk barok basfluit basis bassin batterij bebossen bebouwen bedaard bedanken
bedekken bedoelen bedrag bedrijf beekdal beekloop beekrand beeld beetje begaafd begieten beginnen
begonia begrip behalve behendig behoefte behoud beitel beitsen bekend bekijken bekroond bekwaam
belang belbus beleefd beleg beleid beleving belknop belofte beloning beloven beltoon benaming
beneden benieuwd benodigd benoemen benul benzine beogen bepaald bepalen beraad berberis bereik
bergaf bergbeek berghut bergijs bergkam bergland bergmeer bergpad bergrug bergstok bergtop bergweg
bericht berk bermgras beroemd beschuit besef beslist besluit besmeren bespelen bestaan bestek beter
beton beurs bevatten bevlogen bevriend bewaren beweging bewerken bewolkt bewoner bewoond bewust
bezem bezield bezig bezoeker bezorger biatlon bidon bieden biefstuk bieslook biet bijboek bijdrage
bijeen bijenwas bijlage bijleren bijna bijsmaak bijstaan bijtijds bijvoet bijwonen bijzaak bikkel
biljart biljet billijk binnenin binocle bioboer biogas biologie bioscoop bistro bivak blad blaffen
blauw blijspel blijven blik blinken blocnote bloei bloempot bloesem blokhut blokuur blond blouse
bodem boeg boeiend boekdeel boeket boekjaar boekmerk boekweit boemel boender boenwas boerin boetiek
bokaal bolhoed bolplant bolvorm bolwerk bonbon bonobo bonsai bontmuts boomhut boomstam boomtak
boomvalk boomzaag boord boorkop boothuis bootreis bootsman boottrip bordes bordspel borduren bosbes
bosbloem bosbouw bosduif bosgrond boshut bosmier bosmuis bospad bosrand bosrijk bostuin bosuil
bosvogel boterham botsauto bottelen bouillon bouvier bouwblok bouwdoos bouwer bouwhek bouwjaar
bouwland bouwplan bouwrijp bouwvak bouwwerk bovenin bowlen braadpan braam braden branie brasem
breedte breiden breigoed breiwerk brem brengen brevet briefje bries briket briljant broccoli broche
broedsel brommer bromtol bronzen broodje brouwen brug bruinvis bruisen bruto buffel buggy buidel
buiig buis buitenom buizerd bultrug bundelen bunzing burcht bureau burgerij busbaan bushalte
buskaart buslijn busreis busrit bustaxi butler buurdorp buurland buurten buxus cabine cabrio cacao
cactus cadans cadeau calorie calypso camping cantate caravan carnaval cassette cavia ceder centraal
chanson charisma charmant chemie cheque chili chloor chocola chroom cijfer cilinder cinema cipres
circus cirkel citaat citer citroen citrus citybike claxon clubblad clubhuis clublied clubnaam
clubvlag coalitie cobra cocon colbert coltrui combi compleet compote computer concert concours
concreet conditie congres conifeer contant continu coupon couscous cowboy creatief cruciaal culinair
cultuur curieus cursief cyclus daarbij daardoor daarheen daarin daarmee daarna daarop daaruit
daarvan dadel dagblad dagboek dagdeel dageraad dagje dagkaart dagkoers dagkrant daglelie daglicht
dagmarkt dagmenu dagprijs dagtaak dagtocht dagtrip dagwerk dahlia dakbalk dakgoot dakkapel dakpan
dakrand dakspant daktuin daling dambord damclub damspel damsteen dankbaar dankzij dansclub dansen
danshuis dansles danspas dansshow danszaal dauwpunt dauwtrap debat december decimaal deegrol
deelauto deelbaar deelname deelplan deelsom deeltal deftig degelijk dekken dekking deksel dekzeil
deler delfstof delicaat denappel denker denkfout denkspel denktank denkwijs derde dertien desnoods
dessert detail deugd deuk deurbel deurknop deurmat deurslot deze diadeem diafilm dialect dialoog
diamant dichter dictee dienblad dienst diepgang diepte diepzee dierbaar digibord digitaal dijk
dikwijls dille dimlicht dimmen dingo dinsdag diorama diploma directie dirigent disco diskette distel
district divers divisie dobber document doek doelman doelnet doelpunt doeltrap doezelen dolblij
dolen dolfijn dolgraag domein domtoren donateur donsjas donsveer donut donzig dooien doolhof doordat
dooreen doorgaan doorkijk doorloop doorn doorreis doorsnee doorvoer doorzien doos doperwt dorp
dorstig dozijn draagtas draak draven dreef drempel driehoek drieling driemaal driepoot drietal
drievoet drijfnat drinken drogen drogist dromer droogte droom druif drukfout drukinkt drukker
drukpers drukte drukwerk drumband drumles drumstel druppel duikboot duiker duikhelm duikles duikpak
duimen duimstok duingras duinmeer duinpan duinroos duintop duizend duplo durf durven dusdanig dutje
duurzaam dwalen dwars dweil dynamiek echolood echter echtheid ecoduct economie edelhert edelman
edelsmid editie eekhoorn eelt eenakter eenheid eenmaal eenoog eens eentje eenvoud eerbied eerder
eerste eertijds eetbaar eetclub eetgerei eetgids eethoek eethuis eetkamer eetlepel eetlust eettafel
eettent eetzaal eeuwig effect effen egaal eidooier eierdop eierkoek eiersaus eigeel eigen eikel
eikenbos eilander eindbaas einddoel einder eindfase eindigen eindnoot eindpunt eindwerk eiwit ekster
eland elastiek elektra element elfde elftal elleboog ellips embleem eminent emmer empathie energie
enorm entree epiloog episode epistel erbij erboven erdoor eregast erelid ereplek ereprijs ereronde
eretitel erewoord erfgoed erfstuk ergens erkennen erker ernaast ernst erom eropuit erosie erts
ertussen erwt esdoorn essentie etage etalage etappe etensbak ethiek etiket etmaal etui eureka
evenaar eveneens evengoed evenmin evenveel evenwel evenzeer evolutie exact examen excursie exotisch
expert exposant expres ezelsoor fabriek factuur fakkel fanclub fanfare fase fauna favoriet fazant
februari feestdag feilloos feniks fenomeen ferm ferry festijn ficus fietsbel figurant figuur
fijnkost fijntjes fiksen filiaal filmhuis filmster filmzaal filosoof filter finale firma fitness
flacon flamenco flamingo flanel flensje fles fleurig flexibel flexplek flink flipper flitsen flora
floret florijn fluitist fluweel folie folkclub folklore fondant fonds fondue fonkelen fontein fooi
forel forens formaat formeel formule fornuis fortuin forum fossiel foxtrot fraai fractie fragment
framboos fresco fresia friet frisbee frisheid frituur frons fruitig fuif functie fysica gaarne gaas
galant galerij galop gamba gangbaar gangdeur gangpad ganzerik garage garantie garen garnaal gastheer
gastrol gazel gazon gebabbel gebakje gebergte gebouw gedachte gedeelte gedicht gedierte geduldig
geelgors geelvink geeuwen gegrild gegroet gehakt gehalte geheel geheugen gehobbel gehucht gehuppel
geinig geiser geit gejubel gejuich gekko gekleurd gekruid gekwaak geleerd gelei gelijk geluid geluk
gemaal gemak gember gemeente gemengd gemsbok geniaal genoegen genre geograaf geologie gepiep
gepuzzel geranium gerbera gereed gerinkel geritsel gerommel gerst geruis geschikt geslaagd gesnater
gespierd gesprek gestaag getal getijde getjilp getoeter getrouw geuren geurig gevel gevuld gewas
gewend gewiebel gewoon gewricht gezang gezegde gezellig gezoem gezond gibbon gids gieter gigant
gilde giraf giro gisteren gitaar gitarist gladiool glans glanzen glasbak glasraam glaswerk glazig
glazuur gletsjer gleuf glijbaan glijvlak glimlach glimmen glimp glimworm glitter globaal globe gloed
glooien glorie gnoe goedheid goedkoop golfbaan golfclub golfslag golven gong gordel gordijn gorilla
gotiek gouden goudgeel goudmijn goudoog goudstuk goudvis goulash graad gracieus graffiti grafiek
graniet grappig grasbaan grashalm grasland graspol grasrijk grasveld graszode gratis grauw gravel
gravure grazen greppel griffel grillig grindpad grizzly groei groente groeten groeve grondig grootte
grot grutto guave gummi gunstig gymzaal haalbaar haarband haard habitat hagedis hagelwit halen
halfapen halfjaar halflang halfrond halfuur halfvol halfweg hallo halma halogeen halsdoek hamster
handbal handdoek handel handig handkar handpalm handrem handtas handvat handwerk handzaam hanenkam
hangbrug hangkast hangmat hangoor hangslot hapje hapklaar happig harmonie harpist hars hartig
hartslag hartvorm haspel havendam haver havik hazelaar hazenpad hectisch heden heelal heempark
heemtuin heenreis heerlijk hefboom hefbrug heftruck heide heilbot heining hekwerk helblauw helder
heleboel helemaal helft helium helling helmgras helpen hemd hemel hengel herberg herbouw herdruk
herfstig herhalen herkomst herstart hertog herzien hesje heus heuvel hiaat hibiscus hiel hierbij
hierheen hiermee hierna hierop hiervoor hijsen hijstouw hinniken hiphop hippie historie hitlijst
hitte hobbel hobby hockeyen hoef hoekbank hoekhuis hoekig hoekkast hoeklijn hoekpunt hoekvlag
hoepelen hoera hoeve hofdame hofje hofkoets hofnar hofstede hollen hologram holte hommel honderd
hoofdweg hoogbouw hoogte hooiberg hooikist hooiland hooimijt hooivork hooiweer hoopvol hoorbril
hoorspel hopelijk hopen horeca horloge hortus horzel hotelier houdbaar houding houtblok houtduif
houten houthok houtlijm houtnerf houtoven houtsnip houttuin houtvuur houtwerk houtzaag houvast
houweel hovenier huifkar huisdier huiskat huismus huisraad huisspin huiswerk hulde hulphond hulplijn
hulst humaan humeur hummus humorist huppelen huren hutspot huur hyacint hybride hymne ideaal
idealist idee identiek idioom idylle iedereen iemand iets ietwat iglo ijsbaan ijsbeer ijsblok
ijsclub ijscoman ijsduif ijsemmer ijsgrot ijshal ijshoorn ijsje ijskast ijsklont ijskoud ijslaag
ijslepel ijslolly ijsmuts ijspegel ijspret ijsrand ijsroom ijssalon ijsschol ijsshow ijssport
ijstaart ijsthee ijstijd ijsveld ijsvloer ijsvogel ijsvrij ijswater ijswolk ijszee ijverig ijzel
ijzeren ijzig imiteren imker immens impala imposant impuls inademen inbegrip inboedel inbouwen
inbreng indammen indeling indien indigo indoor indruk ingang ingooi inhalen inhoud inhuren inkomst
inkoop inkopen inkorten inktfles inktlint inktpot inktrol inktvis inktzwam inladen inleven inloggen
inluiden inmaak inmaken innemen inpakken inpassen inrijden inrit inrollen inruil insect instap
instinct instuif intens interval intocht intrede invite invoer invullen inwaarts inwoner inzaaien
inzenden inzepen inzet inzicht inzoomen iris ironie ivoor ivoren jaarboek jaarclub jaargang jaarplan
jaarring jaartal jaguar jakhals jamboree jampot janboel januari jarige jasmijn jaszak jawel jazeker
jazz jeans jeep jetlag jockey joelen joggen jojo jolig jongleur journaal joviaal jubelen jubileum
judoka juichen juist juli jullie jungle junior jurk jurylid jute jutter juweel juwelier kaarten
kaasboer kaasdoek kaaspers kaassaus kaatsen kabbelen kabelnet kabinet kabouter kachel kadaster kade
kajak kajuit kakelen kaketoe kaki kalebas kalender kalf kalken kalkrijk kalmeren kalmte kameel
kameleon kamerjas kamfer kamille kammen kampioen kampvuur kanaal kanarie kandij kanjer kano kansrijk
kantelen kantine kantklos kantlijn kantoor kantwerk kapitein kaplaars kapper kapsalon kapsel kapstok
kaptafel karaat karaf karakter karamel karavaan karekiet kariboe karpet karretje karton karwei
kasboek kassier kastanje kastdeur kasteel kastrand katern katoen katrol kauwen kauwgom kaviaar kebab
keer kegel keizerin kelk kelner kengetal kenmerk kennis keramiek kermis kern kersvers kervel ketchup
ketelpak keuken keuze kiem kievit kiezel kijkbuis kijkdoos kijken kijkstuk kijktip kikker kikvors
kilogram kilowatt kimono kiosk kipfilet kippenei kitsch kiwi klaar kladblok klamboe klant klapbes
klaproos klaren klarinet klassiek klavier kleding klei klembord klemtoon klepel klerk kletsnat
kleuren kliek klif klikken klimaat klimboom klimgeit klimhal klimmer klimop klimpark klimrek
klimtouw klimwand klinker klokhuis klomp klontje klos kluis klunen klusdag klussen knabbel knapzak
knie knijper knipsel knoest knoflook knol knoop knotwilg knus koala kobalt koddig koekblik koekje
koekoek koelbox koelcel koelhuis koelkast koelte koemelk koerier koestal koetsier koffer koffie
koker kokkin kokos koksmuts kolder kolibrie kolom kombuis komedie komeet komfoor komiek komijn komma
kommetje kompas koningin konvooi kookboek kookclub kookles kookolie kookpan kookroom kookstel
kooktijd koolmees koolrabi koolsoep koolvis koolzaad koopman koopwaar koorzang koperen kopie koplamp
koplicht koploper koppel koprol kopstuk koptekst koraal kordaat koren korfbal korrelig korst kortom
kosmisch kosmos kostuum kotelet koude koufront kraan krachtig kranig krans krat kreeft kreek krekel
krielkip krijgen krijtje kring kristal kroepoek krokant kroket krokodil krokus kronkel kroon
kropkool kropsla kruidig kruier kruimel kruin kruisbes kruk krulhaar kubiek kubisme kubus kudde
kuifmees kuiken kuit kundig kunnen kunst kurkhout kustboot kustdorp kustlijn kuststad kustweg
kustzone kwadraat kwaken kwark kwartet kwast kweepeer kweker kwik kwintet kwispel kwistig laadbak
laadklep laadpaal laagbouw laagland laagte laagveen laars laatste labrador labyrint ladekast lagune
lakken lama lamel lamphuis lampion lamswol lanceren landbouw landdag landgoed landhuis landnaam
landrot landslak landtong landweg langlauf langs langzaam lantaarn laptop lariks larve lasagne
lasbril lasser lastdier lastezel latwerk laurier lauwer lauwwarm lavalamp lavendel lawaai lectuur
lederen ledlamp leefbaar leeg leerboek leergang leerlijn leerplan leerzaam leesbril leeshoek
leesjaar leeslamp leesmap leesstof leeszaal leeuwin legende leggen legplank leguaan leiding leidraad
leisteen lelie lemming lengte lenig lentedag lepelaar leren lesauto lesboek lesbrief lesdag lesgeld
leskaart lesplan lesuur lesvorm letter leunen leuning levend lexicon lezer lezing liaan libelle
lichtnet lidkaart liedboek lieflijk liftdeur liften liftknop ligfiets ligging ligstoel ligweide
lijmen lijnbaan lijnolie lijnzaad lijster lila limiet limoen limonade linde lineair linksaf linoleum
lintdorp lintje lintzaag linzen lisdodde literair litho locatie loden loeien loeihard loep loflied
lofzang logboek logica logies logisch loket lommer loods loodvrij loofbos loopbaan looplijn looppas
loper losjes loslaten loslopen losmaken lossen loterij lotus louter luchtig lucifer ludiek luid
luieren luifel luikgat luipaard luister luitspel lumineus lunch lupine lustrum luwte luxe luxueus
lyceum lynx lyriek maaien maaltijd maandag maanvis maanzaad maart maatglas maatkan maatlat maatpak
maatstok macaroni madelief maestro magazijn mager magie magisch magma magnaat magneet magnolia
mahonie maiskoek maismeel maisveld maizena majoraan makaak makelaar maken makker makreel mammoet
mand manege mango mangrove manier marathon marge margriet marionet markant markies markt marmer
marmot mascara mascotte massief mast matig matinee matrijs matroos matten maximaal medaille mede
medley meedelen meedoen meeleven meelopen meenemen meerkoet meermin meerpaal meerval meeste meetband
meetklok meetlat meetpunt meeuw meevaren megafoon meiboom meidoorn meifeest meikever meimaand
melange melig melkboer melkfles melkhuis melkkoe melkpak melkstal melkweg melodie meloen memoblok
memorie mengen mengsel menhir menu merel merkbaar merknaam mestvork metaal metafoor metalen meteen
meteoor methode metrisch metro metrum metselen metworst meubelen miauwen micro middag midden midweek
midzomer mierzoet migratie mijl mijmeren mijnbouw mijnlamp mikado miljard miljoen mimiek mineraal
minibus minigolf minimaal minpunt minstens minuut minzaam mirakel mispel mistbank mistig mistlamp
mistral mixen mobiel modder modeblad modehuis model modern modeshow modeweek modieus modus moed
moeras moerbei moestuin mogelijk mokka molecuul molenaar molshoop moment monitor montage monteur
monument mopshond morgen mosgroen mosroos mossel mosterd motor motregen motto mouw muesli muffin
muildier muilezel muiltje muntgeld muntstuk muntthee murmelen museum musicus muts muurkast muurlamp
muurverf muziek muzikant mystiek naaidoos naald naam naast nabij nabloei nachtuil nadat nadenken
nadoen nadruk nafeest nagel najaar nakijken naklank nakomen naleven namaak namiddag napraten napret
narcis narwal naspelen natuur nauw navolgen navraag nawinter nawoord nazomer nectar neerslag negen
neiging neon nestboom nestelen nestkast netel netheid netjes netkaart netsnoer netto netvlies
netwerk neuraal neusbeer nevelig nieten nieuws nijlgans nippen niveau nobel nodigen noemen noga
nogmaals nokvol nomade noorden noot normaal notaboek notaris notebook notelaar notie notulen nougat
november nuchter nulpunt numeriek nummer nuttig nylon obelisk object obstakel oceaan ochtend octaaf
octopus oefening oehoe oerbeeld oerbos oerknal oertijd oervorm oerwoud oever ogenblik okapi okergeel
oktober oldtimer oliebol oliefles oliekan olielamp olieverf olifant olijftak olijk olmenbos ombinden
ombouwen omdat omelet omgaan omgeving omgooien omheen omheinen omhoog omhullen omkeer omkeren omlaag
omlijnen omlopen ommekeer omrijden omringen omroep omruil omslag omtrek omvang omvaren omvormen
omwaaien omweg omzeilen omzet ondanks onderweg ondiep oneffen oneindig oneven ongekend ongeveer
ongewoon onkosten onkruid onlangs ontbijt onthaal ontstaan ontwaken ontwerp oogappel ooghaar ooghoek
oogkleur ooglens ooglid oogpunt oogst oogtest oogwenk ooievaar ooit oorijzer oorknop oorkonde oorlel
oorring oosten oostkust opbellen opbergen opblazen opboenen opbouw opdagen opdiepen opdracht
opdrogen opduiken opeens openbaar opendoen openlijk opera operette opeten opgave opgewekt ophalen
opheffen ophogen ophouden opinie opkijken opklaren opkomst opkweken opladen oplage oplappen oplegger
opleiden opletten opleuken opleven oploop oplossen opmaak opmaken opmerken opnemen opnieuw oppeppen
opperen oppikken oppompen oprapen oprecht oproepen oprollen opruimen opslaan opsparen opstart opstel
opsturen opticien optie optillen optimaal optisch optocht optreden opvissen opvolgen opvouwen
opvragen opvullen opwaarts opwarmen opwegen opzeggen opzij opzoeken oranje orchidee orde ordner
organist orgel origami origine orkest ornament otter oudejaar ouderdom oudheid oudroze oudste outfit
ovaal ovatie ovenvers ovenwant overal overbuur overdag overeen overgang overhemd overig overjas
overkant overleg overname overrijp overstap overtrek overuren overvol overwerk overzien paarsig
paasei paashaas paasklok paastijd paasweek pachter paella pagina pagode pakhuis pakijs pakje pakket
paksoi paktafel paktouw pakwagen paleis palet palmboom palmtak pamflet paneel paneren panfluit
panorama pantalon panter papaja papegaai papfles papieren paplepel paprika paraaf paradijs paraplu
parasol parcours parel parfum parkbank parkeren parkiet parktuin parkweg parodie parool partje
pasfoto paskamer pasklaar paspoort passaat passen pasta pastei pastille pasvorm patat patent patio
patroon pauk pauze pedaal peddel peen peil peinzen pekel pelikaan pellen pendant pendelen pendule
penning penseel pensioen pepdrank peperbus perceel perensap pergola perron pers perzik petitie
peuzelen pianist piano picknick piekfijn piekuur pienter pieper pigment pijler pijlsnel pilaar
piloot pincet pinda pinkster pioen pionier piraat piramide pistache pittig pixel pizza pizzeria
plaatsen plafond plakboek plakker planbord planeet plank plannen plantage plastic plataan plateau
platform platina platweg playback plechtig plein plek plensbui plezier plint ploeg plons plonzen
plooi pluche pluimvee pluizig plukken plukmand plumeau plus podium poedel poel poema poetsen
pofbroek pogen poging polemiek polka pollepel polsstok pompoen poncho pont ponyhaar poolijs poolvos
poolzee poort popband popcorn popelen popfeest popgroep popkoor poplied popsong popster populier
portaal portiek porto portret positief postauto postbode postduif postgids postkar postzak potaarde
potgrond potlood potplant potvis praatje pracht praten precies prei prelude prent prestige pretpark
prettig prieel prijs prijzen prikbord prikken prikslee priktol primair primeur primula principe
prinses printen prisma proberen procent product proefrit proest proeven profijt project proloog
promotie propvol proviand proza pruim publiek puik punniken puntgaaf punthoed puntig puntmuts
puntzak purper puzzel python quinoa quiz raadhuis raadsel raaf raamwerk raapkool raapolie rabarber
raceauto racebaan radar radijs radio radslag ragebol ragfijn rail raket rammelen randmeer randstad
ranja ransuil rantsoen rapen ratelen rauwkost ravijn ravioli ravotten rebus recensie recept rechtop
reclame redactie redelijk redenaar rederij reebok reebruin reekalf reepje refrein regatta regeling
regenjas reggae regio regulier reiger reiken reinigen reisauto reisbus reisdoel reisgids reislust
reismand reispas reiszak reiziger rekbaar rekenen rekstok relatief reling remblok remise remlicht
remmen remweg renbaan rendier renner renpaard rensport renstal renwagen reptiel reserve restant
reuzin revisie riant ribbel ribstof richel richting ricotta ridder riedel rietblad rietgans riethalm
rietland rietveld rijbaan rijhuis rijkdom rijlaars rijles rijm rijpen rijpheid rijst rijtest rijtoer
rijtuig rijweg rijwiel riksja rimpel ringbaan ringduif ringmap ringvorm ringweg rinkelen riool
risotto ritme ritmisch ritselen rivier robijn robot robuust rococo rodekool rodelen roeiboot
roeiclub roeier roeiriem roem roepen roerdomp roerei roerstok roffelen rogge rokade rokjas rolbaan
roldeur rollade rolluik rolmaat rolmops roltrap rolwagen romance rommelig rondboog ronde rondgang
ronding rondom rondreis ronduit rondweg ronken rood rooilijn roomijs roomkaas roomsaus roomvla
roomwit rosarium rosbief roteren rotonde rotsblok rotspad rotstuin rotswand route royaal rozelaar
rozet rubriek rugwind rugzak ruilen ruimte ruiter rumba rumoer rundvee rups rustbank rustdag rusten
rusthuis rustig rustoord rustpunt rusttijd rustuur ruwbouw saai safari saffier saffraan salade
salaris salmiak salon salto saluut sambal sandaal sandwich satijn saus savanne savooi saxofoon scala
schaap schacht schaften schalmei schattig scheepje schelp schemel schenken schepsel schermen
schetsen schijnen schikken schillen schipper schoen schoffel schol schommel schoof schort schotel
schouder schroef schuiven schuren schuur scooter scoren seconde seinen seinhuis seinpaal seizoen
selderij selectie serenade serie sering servet servies sesam sfeer sieraad sierboom sierduif
siergras sierkers sierpot siertuin siervis signaal sijpelen sinds singel siroop sitar sjaal sjabloon
sjalot sjoelbak sjokken sjouwen skelter skibaan skibril skibus skiclub skihut skiles skilift skioord
skipak skistok slaatje slagbal slagroom slagwerk slakom slaolie slee sleutel slimheid slimmerd
slinger slobeend sloffen slotbrug slotdag slotfilm slotgala slotkoor slotlied slotsom slottuin
slotweek slotzin sluiten smaakvol smal smaragd smeden smeersel smelten smid smullen snaar snackbar
snappen snavel sneeuw snelbus snelheid snelmenu sneltram snelweg snipper snoeien snoek snufje snuit
sociaal soepbord soepel soepkom soezen sofa sojaboon sojamelk sojaolie sojasaus sokkel solarium
soldeer solidair solist solo sommig soms sonate sonnet sopraan sorbet sorteren souvenir spaak
spaarpot spade spanband sparen spatbord spatel spatten specerij specht speciaal spectrum speelman
spek spelbord speld speler spelfout speling spelonk spelshow sperwer spiegel spijker spijs spikkel
spinazie spinnen spinrag spinsel spiraal splitsen spoedig spoelen sponning spons spontaan spoorweg
sportief sprankel spreeuw spreiden spreker spreuk sprietig sprint sproeier sprong spruit spurten
staan staart stabiel stadhuis stadion stadsbus staldeur stalen stamboom stamgast stamppot stamroos
stapelen starten statief stede steelpan steenbok steiger stekelig stekker stelling stelsel stelt
stemband stemmen stempel stemvork stengel sterkte stermol sterrit steun stevig sticker stier stift
stijging stijlvol stip stoet stofdoek stoffig stofjas stokroos stokvis stolp stomerij stoppel
stopverf storm stortbui stoven straal straks straling streek streven strijken stroef strogeel
strohoed stroming stroom strozak struik studeren studio stuiter sturen stuur stuwdam stuwmeer
subgroep subliem subtiel succes sukade surfen surfles sushi symbool symfonie synoniem systeem
taaitaai taal tabblad tabel tablet tachtig tactiek tafelen tafereel taille talent talkshow talloos
talrijk tamboer tamelijk tandem tandwiel tangoles tangram tankauto tanken tankstop tapdans tapenade
tapijt tapir taptoe tapwater tarbot tarief tarwe tasje taverne taxibus taxirit taxistop teamlid
teamspel teamwerk techniek teckel teelland tegelpad tegemoet tegenaan tegoed teken tekort tekst
telefoon telkens telraam telwerk telwoord tempo tentdoek tentstok tentzeil tenue terloops termiet
terras terrein terugweg terwijl testbaan testen testfase testrit tevens tevreden textiel thans
theater theeblad theedoek theeglas theehuis theekop theemuts theepot theeroos theetijd theezeef
thema theorie thuis ticket tien tijdbalk tijdcode tijdens tijdig tijdklok tijdlang tijdperk tijdrit
tijdstip tijdvak tijdzone tijger tikken tillen timmeren tintelen tinwerk tiptoets tissue titel tjalk
tjilpen toefje toegift toekan toekomst toelage toename toendra toerauto toerclub toerist toernooi
toestand toeteren toets toeval toeven toezien toffee tokkelen tolbrug tolhek tolhuis tolpoort tolweg
tomaat tombola tompoes toneel tonijn tonnetje toonbank toonzaal toorts toost topaas topclub topdag
topfit topgevel topkok toplaag topper topploeg toppunt topscore topsport toptijd topvorm topweek
tosti totaal totdat totem tourbus touwbrug tovenaar toverbal tractor traditie trailer trainen
traject tram trapeze traphek trechter treden trefbal trefpunt trein trekhaak trekker trekzaag
triangel triatlon tricot trilogie trimmen triomf triplex troebel trombone trommel trompet tropen
tropisch trottoir trouwdag truck truffel trui tsjirpen tuba tuffen tuinbank tuinclub tuindeur
tuinhek tuinier tuinkers tuinlamp tuinman tuinpad tuinslak tukje tulband tulp tunnel turbo tureluur
turkoois turnen turnhal turnzaal tussen twaalf tweede tweeling tweemaal tweetal tweevoud twijg
twintig typen typisch uienbed uiensoep uier uilskop uitbouw uitdelen uiteen uiteinde uiterst uitgave
uitgever uithoek uiting uitje uitkomst uitladen uitlezen uitlopen uitreis uitrit uitstap uittocht
uitvoer uitzicht ukelele uniek uniform update upgrade urenlang utopie uurglas uurloon uurwerk
vaandel vaargeul vaartuig vaarweg vaatdoek vaatwerk vakantie vakblad vakbond vakgroep vakman vakraad
vaktaal vakterm vakwerk valk vallei valreep vanaf vanavond vandaag vangrail vanille vannacht vanouds
vanuit vanwaar vanwege vanzelf variatie vastgoed veearts veeboer veel veemarkt veenbes veenlaag
veenplas veerboot veerman veerpont veertien veestal veeteelt veeweide veganist veger veilig veldfles
veldhoen veldkei veldloop veldmuis veldrit veldsla velduil veldweg venkel ventiel veranda verbaasd
verbruik verderop verfblik verfdoos verfijnd verfpot verfrol verftube vergaren verhuren verkoper
vernis verschil versie verstand vertaler vertonen veruit verven vervolg verzoek vest vetkaars
vetplant veulen viaduct vierblad vierde vieren vierhoek vierkant vierling viermaal viertal viervoet
vijfblad vijfde vijfhoek vijfkamp vijfmaal vijftien vijg vijver villa vilt vinden vink viooltje
virtueel visarend visbak visboer visclub visgerei visgids visite viskar viskom viskraam vislijn
vismand visnet visolie vispan visplek visrijk vissoep visstick visteelt visueel vitamine vitrage
vitrine vlaai vlaflip vlakbij vlakgom vlakte vlam vlecht vleugel vliegen vlierbes vliet vlijtig
vloeiend vloer vlok vlonder vloot vlotter vlug vocht voeding voedsel voedzaam voegen voertuig
voetbad voetmat voetnoot voetpomp voetreis voetstap voetzool vogel voldaan voldoen volgauto volgorde
volkomen volledig volmaakt volop voluit volume volzin vondst vooraf voorbode voordeel voorfilm
voorgoed voorheen voorin voorjaar voorkant voornaam voorover voorpret voorraad voorstel voortaan
vooruit voorval voorwiel voorzet vorig vork vormen vorming vouwblad vouwdeur vouwen vouwkano
vouwlijn vouwwand vraag vragen vrede vredig vreugde vriesvak vriezen vrijdag vrijheid vrijuit
vrijwel vroeg vrolijk vulkaan vulling vulpen vuurbaak vuurrood vuurtje vuurvast waag waaier waakhond
waakvlam waardig waarmerk waarom wachten wadlopen wadvogel wafel wagen waggelen walhalla walnoot
wals walvis wandbord wandelen wandklok wandlamp wandrek wanneer wapperen warenwet warmpjes warmte
wasbak wasbeer wasdoek wasecht wasgoed washok washuis waskaars waskom waskrijt waslap waslijst
wasmand waspeen wasrek wasserij wastafel waswater waterput wazig weblog website weckfles weckglas
wedden wederom wedijver wedloop weefraam weefsel weefwerk weegbrug weekblad weekdag weekend weekloon
weekmenu weekplan weelde weerglas weerhaan weerzien wegberm wegens wegwijs weiland wekker weldadig
weldra weleer welkom wellicht welnee welnu welp welstand welvaart welven welzijn wemelen wenk
wensboom wensen wensput wentelen wereld werf werkbank werken werkhond werking werkkiel werklust
werkplek werkstuk werktuig werkveld werkweek werkzaam wervelen wester westkust weten wetering
wetgever weverij wezel wiebelen wiek wieldop wigwam wijd wijkblad wijkpark wijnrank wijsheid wijting
wijzer wijzigen wikkelen wildpark wildtuin wilg wimper windhond windroos windstil windvaan windzak
winkel winnaar winnen winning winter wipkip wipmolen wipplank wirwar wisent wiskunde wisselen
witbrood witgoed witkwast witlof witvis woelmuis woensdag woestijn wolgras wolk wollig wonder wonen
woning woonboot woonerf woonhuis woonlaag woonplek woonwijk worden workshop wortel woud wuiven
yoghurt ypsilon zaagbok zaagmeel zaagsel zaagtand zaagvis zaagwerk zaaibed zaailing zaaitijd
zaaiveld zaak zacht zadelen zagerij zakdoek zakelijk zakgeld zaklamp zaklopen zalm zandbak zandduin
zanderig zandglas zandhaas zandlaag zandman zandpad zangboek zangeres zangkoor zangles zangnoot
zangstem zaterdag zebrapad zeeanker zeearm zeebaars zeebenen zeebodem zeebries zeedelta zeedijk
zeedorp zeef zeegat zeegolf zeegroen zeehaven zeehond zeekant zeeklei zeekoe zeekrab zeekust
zeelelie zeelucht zeeman zeemeeuw zeeoever zeepaard zeepbel zeepdoos zeepkist zeepost zeepsop
zeereis zeerob zeeschip zeester zeetong zeevaart zeevis zeevloot zeevonk zeewater zeeweg zeewind
zeezand zeezicht zeezout zege zeilboot zeilclub zeildoek zeiler zeiljas zeilkamp zeilles zeilteam
zeilweer zeker zelden zeldzaam zelfbouw zelfhulp zelfs zelftest zemen zeppelin zesde zeshoek zeskamp
zesmaal zestal zestien zetmeel zeventig ziedaar ziener ziezo zigzag zijarm zijde zijgevel zijkant
zijlaan zijlijn zijmuur zijpad zijpoort zijraam zijspan zijtuin zijvlak zijwand zilveren zingen
zinnia zinsbouw zinsdeel zintuig zinvol zitbad zitkamer zitstok zitzak zodanig zodat zodoende zodra
zoeken zoekterm zoemer zoemtoon zoet zoiets zojuist zolang zomaar zomers zondag zone zonhoed
zonlicht zonnedek zonnig zonuren zoogdier zool zoomlens zorg zoutberg zoutmeer zoutpan zoutvat
zoveel zowel zuiden zuidhoek zuidkant zuidoost zuidpool zuidwest zuil zuinig zuivel zuring zuurbal
zuurdeeg zuurkool zuurstok zwaaien zwaan zwabber zwaluw zwemband zwemhal zwemmer zwemvest zwengel
zwerfkei zwerm zweven zwierig
""".split()
)
