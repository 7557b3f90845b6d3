"""Which time zone a state keeps, and which of its counties keep another (49 CFR 71; IANA names).

A county that a boundary crosses has the zone of its county seat. What is chosen here is "assumed" until confirmed.
"""

DEFAULTS = {
    "America/New_York": "Connecticut, Delaware, District of Columbia, Florida, Georgia, Kentucky, Maine, Maryland, "
    "Massachusetts, New Hampshire, New Jersey, New York, North Carolina, Ohio, Pennsylvania, Rhode Island, "
    "South Carolina, Vermont, Virginia, West Virginia",
    "America/Indiana/Indianapolis": "Indiana",
    "America/Detroit": "Michigan",
    "America/Chicago": "Alabama, Arkansas, Illinois, Iowa, Kansas, Louisiana, Minnesota, Mississippi, Missouri, "
    "Nebraska, North Dakota, Oklahoma, South Dakota, Tennessee, Texas, Wisconsin",
    "America/Denver": "Colorado, Montana, New Mexico, Utah, Wyoming",
    "America/Boise": "Idaho",
    "America/Phoenix": "Arizona",
    "America/Los_Angeles": "California, Nevada, Oregon, Washington",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "America/Puerto_Rico": "Puerto Rico",
    "America/St_Thomas": "United States Virgin Islands",
    "Pacific/Guam": "Guam",
    "Pacific/Saipan": "Commonwealth of the Northern Mariana Islands",
    "Pacific/Pago_Pago": "American Samoa",
}

# state: (zone, the counties that keep it instead of the state's default)
EXCEPTIONS = {
    "Alaska": ("America/Adak", "Aleutians West"),
    "Florida": (
        "America/Chicago",
        "Bay, Calhoun, Escambia, Holmes, Jackson, Okaloosa, Santa Rosa, Walton, Washington",
    ),
    "Idaho": (
        "America/Los_Angeles",
        "Benewah, Bonner, Boundary, Clearwater, Idaho, Kootenai, Latah, Lewis, Nez Perce, Shoshone",
    ),
    "Indiana": (
        "America/Chicago",
        "Gibson, Jasper, Lake, LaPorte, Newton, Perry, Porter, Posey, Spencer, Starke, Vanderburgh, Warrick",
    ),
    "Kansas": ("America/Denver", "Greeley, Hamilton, Sherman, Wallace"),
    "Kentucky": (
        "America/Chicago",
        "Adair, Allen, Ballard, Barren, Breckinridge, Butler, Caldwell, Calloway, Carlisle, Christian, Clinton, "
        "Crittenden, Cumberland, Daviess, Edmonson, Fulton, Graves, Grayson, Green, Hancock, Hart, Henderson, Hickman, "
        "Hopkins, Livingston, Logan, Lyon, Marshall, McCracken, McLean, Metcalfe, Monroe, Muhlenberg, Ohio, Russell, "
        "Simpson, Todd, Trigg, Union, Warren, Webster",
    ),
    "Michigan": ("America/Menominee", "Dickinson, Gogebic, Iron, Menominee"),
    "Nebraska": (
        "America/Denver",
        "Arthur, Banner, Box Butte, Chase, Cheyenne, Dawes, Deuel, Dundy, Garden, Grant, Hooker, Keith, Kimball, "
        "Morrill, Perkins, Scotts Bluff, Sheridan, Sioux",
    ),
    "North Dakota": (
        "America/Denver",
        "Adams, Billings, Bowman, Dunn, Golden Valley, Grant, Hettinger, Slope, Stark",
    ),
    "Oregon": ("America/Boise", "Malheur"),
    "South Dakota": (
        "America/Denver",
        "Bennett, Butte, Corson, Custer, Dewey, Fall River, Haakon, Harding, Jackson, Lawrence, Meade, Oglala Lakota, "
        "Pennington, Perkins, Ziebach",
    ),
    "Tennessee": (
        "America/New_York",
        "Anderson, Blount, Bradley, Campbell, Carter, Claiborne, Cocke, Grainger, Greene, Hamblen, Hamilton, Hancock, "
        "Hawkins, Jefferson, Johnson, Knox, Loudon, McMinn, Meigs, Monroe, Morgan, Polk, Rhea, Roane, Scott, Sevier, "
        "Sullivan, Unicoi, Union, Washington",
    ),
    "Texas": ("America/Denver", "El Paso, Hudspeth"),
}
ZONE_OF = {state: zone for zone, states in DEFAULTS.items() for state in states.split(", ")}
ZONES = sorted(set(DEFAULTS) | {zone for zone, _ in EXCEPTIONS.values()})
